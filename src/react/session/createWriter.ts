import {
  isNetworkError,
  NetworkError,
  randomKey,
  saveMerging,
  type NewRecord,
  type RecordValue,
  type Resource,
  type SavedOutcome,
  type SentSave,
} from '../../client/index.js';
import type { Conflict, Versioned } from '../../core/index.js';

/** A save, and what to do when it is answered. */
interface WriteRequest<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly isForced?: boolean;
  /** It takes a merge back: once it is answered, nothing else is to be saved. */
  readonly isUndo?: boolean;
  onSaved(outcome: SavedOutcome<T>): void;
  onConflict(conflict: Conflict<T>): void;
}

interface CreateRequest<T extends RecordValue> {
  readonly value: NewRecord<T>;
  /** The record was deleted and is to come back under its id. */
  readonly isReplacement: boolean;
  onSaved(outcome: SavedOutcome<T>): void;
}

/** What became of a save that had not been answered; `decided` is what was to be saved, before anything of others was merged into it. */
export type Settled<T> =
  | { readonly kind: 'none' | 'unanswered' | 'undone' }
  | { readonly kind: 'refused'; readonly decided: T | undefined }
  | { readonly kind: 'saved'; readonly record: Versioned<T>; readonly decided: T | undefined };

/** One save in the browser's queue. */
export interface OutboxEntry<T> {
  /** Stores what is about to be sent, if the browser keeps anything. */
  put(sent: SentSave<T>): Promise<void>;
  isKept(): boolean;
  remove(): void;
  /** The form that made it is closed: another one, or none, may send it now. */
  leave(): void;
}

/** How saves are stored before they are sent. */
export interface Outbox<T> {
  open(): OutboxEntry<T>;
  /** There is no connection: what is stored may wait. */
  isOffline(): boolean;
}

export interface Writer<T extends RecordValue> {
  /** Resolves to whether it was saved. */
  write(request: WriteRequest<T>): Promise<boolean>;
  /** Resolves to whether it was created. */
  create(request: CreateRequest<T>): Promise<boolean>;
  /** Asks under its own key what became of a save that was not answered: to be done before anything else is saved. */
  settlePending(): Promise<Settled<T>>;
  /** Tells whether a save was not answered, and what it was to save. */
  getPending(): { readonly decided: T | undefined } | undefined;
  /** Leaves a save that was not answered to the queue: the form is closed. */
  leave(): void;
  /** Gives a save that was not answered up; tells whether there was one. */
  forgetPending(): boolean;
}

interface WriterOptions<T> {
  readonly beforeSend: () => Promise<void>;
  readonly getOutbox: () => Outbox<T> | undefined;
  /** `isQueued`: the browser keeps it and there is no connection. */
  readonly onUnanswered: (error: Error, isQueued: boolean) => void;
}

interface Pending<T> {
  askAgain(): Promise<SavedOutcome<T>>;
  onSaved(outcome: SavedOutcome<T>): void;
  readonly entry: OutboxEntry<T> | undefined;
  readonly isUndo?: boolean | undefined;
  readonly decided?: T;
}

/** Makes a writer: it remembers the one save that was sent and not answered, so that it is never a conflict with oneself. */
export function createWriter<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'create' | 'rules'>,
  { beforeSend, getOutbox, onUnanswered }: WriterOptions<T>,
): Writer<T> {
  let pending: Pending<T> | undefined;

  function unanswered(error: Error, next: Pending<T>): false {
    pending = next;
    onUnanswered(error, next.entry?.isKept() === true && getOutbox()?.isOffline() === true);
    return false;
  }

  /** Stores a save before it is sent. Without a connection it is not sent at all: the error says under which key to ask. */
  async function store(sent: SentSave<T>): Promise<{ entry?: OutboxEntry<T>; offline?: NetworkError }> {
    await beforeSend();
    const outbox = getOutbox();
    const entry = outbox?.open();
    await entry?.put(sent);
    if (!entry) return {};
    const isWaiting = entry.isKept() && outbox?.isOffline() === true;
    return { entry, ...(isWaiting ? { offline: new NetworkError(sent.idempotencyKey) } : {}) };
  }

  return {
    async write({ onSaved, onConflict, isUndo, isForced = false, base, mine }) {
      const first = { base, mine, isForced, idempotencyKey: randomKey() };
      const { entry, offline } = await store({ ...first, isReplacement: false });
      const later = (sent: typeof first, met: Pick<SavedOutcome<T>, 'theirs' | 'changes'>): Pending<T> => ({
        askAgain: async () => ({ kind: 'saved', record: await resource.save(sent), ...met }),
        onSaved,
        entry,
        isUndo,
        decided: mine,
      });
      if (offline) return unanswered(offline, later(first, { changes: [] }));
      const { idempotencyKey, ...edit } = first;
      const outcome = await answered(
        entry,
        saveMerging(resource, edit, { idempotencyKey, keep: async (sent) => entry?.put(sent) }),
      );
      if (outcome.kind === 'unanswered') {
        const { met, ...sent } = outcome.pending;
        return unanswered(outcome.error, later(sent, met));
      }
      entry?.remove();
      if (outcome.kind === 'conflict') onConflict(outcome.conflict);
      else onSaved(outcome);
      return outcome.kind === 'saved';
    },
    async create({ value, isReplacement, onSaved }) {
      const idempotencyKey = randomKey();
      // A record that is to be created is one but for its id.
      const sent = {
        base: null,
        mine: value as unknown as T,
        isForced: false,
        isReplacement,
        idempotencyKey,
      };
      const { entry, offline } = await store(sent);
      const askAgain = async (): Promise<SavedOutcome<T>> => {
        const record = await resource.create(value, { isReplacement, idempotencyKey });
        return { kind: 'saved', record, changes: [] };
      };
      if (offline) return unanswered(offline, { askAgain, onSaved, entry });
      try {
        onSaved(await answered(entry, askAgain()));
        entry?.remove();
        return true;
      } catch (error) {
        if (!isNetworkError(error)) throw error;
        return unanswered(error, { askAgain, onSaved, entry });
      }
    },
    async settlePending() {
      if (!pending) return { kind: 'none' };
      const asked = pending;
      const { decided } = asked;
      pending = undefined;
      try {
        const outcome = await asked.askAgain();
        asked.entry?.remove();
        asked.onSaved(outcome);
        if (asked.isUndo) return { kind: 'undone' };
        return { kind: 'saved', record: outcome.record, decided };
      } catch (error) {
        if (!isNetworkError(error)) {
          asked.entry?.remove();
          return { kind: 'refused', decided };
        }
        unanswered(error, asked);
        return { kind: 'unanswered' };
      }
    },
    getPending: () => pending && { decided: pending.decided },
    leave: () => pending?.entry?.leave(),
    forgetPending() {
      const had = pending !== undefined;
      pending?.entry?.remove();
      pending = undefined;
      return had;
    },
  };
}

/** A save that is refused is answered, too: it leaves the queue. */
async function answered<T, R>(entry: OutboxEntry<T> | undefined, answer: Promise<R>): Promise<R> {
  try {
    return await answer;
  } catch (error) {
    if (!isNetworkError(error)) entry?.remove();
    throw error;
  }
}
