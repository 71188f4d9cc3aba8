import {
  isNetworkError,
  NetworkError,
  randomKey,
  trySave,
  type NewRecord,
  type RecordValue,
  type PendingSave,
  type Resource,
  type SaveMergingOptions,
  type SavedOutcome,
  type SaveOutcome,
  type SentSave,
} from '../../client/index.js';
import type { Conflict, Versioned } from '../../core/index.js';
import type { Posted } from './posted.js';

/** A save, and what to do when it is answered. */
interface WriteRequest<T> extends Posted<T> {
  readonly isForced?: boolean;
  /** It takes a merge back: once it is answered, nothing else is to be saved. */
  readonly isUndo?: boolean;
  onSaved(outcome: SavedOutcome<T>): void | Promise<void>;
  onConflict(conflict: Conflict<T>): void | Promise<void>;
}

interface CreateRequest<T extends RecordValue> {
  readonly value: NewRecord<T>;
  /** The record was deleted and is to come back under its id. */
  readonly isReplacement: boolean;
  onSaved(outcome: SavedOutcome<T>): void | Promise<void>;
}

/** A save that was not answered; of one that creates there is no `edit`. */
export interface Unanswered<T> {
  /** What was to be saved, before anything of others was merged into it. */
  readonly edit?: Posted<T> | undefined;
}

/** What became of it. */
type Settled<T> =
  | { readonly kind: 'none' | 'unanswered' | 'undone' }
  | ({ readonly kind: 'refused' } & Unanswered<T>)
  | ({ readonly kind: 'saved'; readonly record: Versioned<T> } & Unanswered<T>);

/** One save in the browser's queue. */
export interface OutboxEntry<T> {
  /** Stores what is about to be sent, if the browser keeps anything. */
  put(sent: SentSave<T>): Promise<void>;
  isKept(): boolean;
  /** It is answered; `saved` is what it became, where its form was closed before. */
  remove(saved?: Versioned<T>): void;
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
  /** Gives the save that was not answered, the very same until it is. */
  getPending(): Unanswered<T> | undefined;
  /** Leaves a save that is not answered to the queue, now or once its answer is lost: the form is closed. */
  leave(): void;
  /** Leaves it for good: it was cleared, or is somebody else's to send. */
  disown(): void;
  /** The form is open again. */
  stay(): void;
  /** Gives a save that was not answered up; tells whether there was one. */
  forgetPending(): boolean;
}

interface WriterOptions<T> {
  /** Merges what others saved meanwhile into a save that was answered `first`. */
  readonly saveOn: (
    edit: SentSave<T> & { readonly base: Versioned<T> },
    options: Omit<SaveMergingOptions<T>, 'merge'> & { readonly first: SaveOutcome<T> },
  ) => Promise<SaveOutcome<T>>;
  readonly beforeSend: () => Promise<void>;
  readonly getOutbox: () => Outbox<T> | undefined;
  /** `isQueued`: the browser keeps it and there is no connection. */
  readonly onUnanswered: (error: Error, isQueued: boolean) => void;
  /** No answer has come for a while; `stop` gives up waiting for it, and it counts as unanswered. */
  readonly onSlow: (stop: () => void) => void;
}

/** How a save is sent, and once more under its key: as it was at first, or as it became by merging. */
interface Transmission<T>
  extends Pick<WriteRequest<T>, 'onSaved' | 'isUndo'>, Partial<Pick<WriteRequest<T>, 'onConflict'>> {
  readonly edit?: Posted<T>;
  readonly send: (signal: AbortSignal, entry: OutboxEntry<T> | undefined) => Promise<SaveOutcome<T>>;
  readonly repeat: (signal: AbortSignal, save?: PendingSave<T>) => Promise<Versioned<T>>;
}

interface Pending<T> extends Unanswered<T> {
  askAgain(signal: AbortSignal): Promise<SavedOutcome<T>>;
  onSaved(outcome: SavedOutcome<T>): void | Promise<void>;
  readonly entry: OutboxEntry<T> | undefined;
  readonly isUndo?: boolean | undefined;
}

const savedOutcome = <T>(
  record: Versioned<T>,
  met: PendingSave<T>['met'] = { changes: [] },
): SavedOutcome<T> => ({
  kind: 'saved',
  record,
  ...met,
});

/** After how many milliseconds without an answer a save is slow. */
const slowMs = 5_000;

/** Makes a writer: it remembers the one save that was sent and not answered, so that it is never a conflict with oneself. */
export function createWriter<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'create' | 'rules'>,
  { saveOn, beforeSend, getOutbox, onUnanswered, onSlow }: WriterOptions<T>,
): Writer<T> {
  let pending: Pending<T> | undefined;
  let isLeft = false;

  function unanswered(error: Error, next: Pending<T>): false {
    pending = next;
    if (isLeft) next.entry?.leave();
    onUnanswered(error, next.entry?.isKept() === true && getOutbox()?.isOffline() === true);
    return false;
  }

  /** Waits for an answer until a person has waited enough. */
  async function patiently<R>(ask: (signal: AbortSignal) => Promise<R>): Promise<R> {
    const waiting = new AbortController();
    const timer = setTimeout(() => onSlow(() => waiting.abort(new NetworkError(undefined))), slowMs);
    try {
      return await ask(waiting.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stores a save, and sends it. Without a connection it is not sent at all: the error says under which key to ask. */
  async function transmit(
    sent: SentSave<T>,
    { send, repeat, onSaved, onConflict, ...kept }: Transmission<T>,
  ): Promise<boolean> {
    await beforeSend();
    const outbox = getOutbox();
    const entry = outbox?.open();
    const wait = (error: Error, save?: PendingSave<T>) => {
      // Whoever made it has left the form.
      if (outbox !== getOutbox()) {
        entry?.leave();
        throw error;
      }
      const askAgain = async (signal: AbortSignal) => savedOutcome(await repeat(signal, save), save?.met);
      return unanswered(error, { ...kept, askAgain, onSaved, entry });
    };
    await entry?.put(sent);
    if (entry?.isKept() && outbox?.isOffline()) return wait(new NetworkError(sent.idempotencyKey));
    let outcome: SaveOutcome<T>;
    try {
      outcome = await patiently((signal) => send(signal, entry));
    } catch (error) {
      if (isNetworkError(error)) return wait(error);
      // A save that is refused is answered, too: it leaves the queue.
      entry?.remove();
      throw error;
    }
    if (outcome.kind === 'unanswered') return wait(outcome.error, outcome.pending);
    entry?.remove(isLeft && outcome.kind === 'saved' ? outcome.record : undefined);
    await (outcome.kind === 'conflict' ? onConflict?.(outcome.conflict) : onSaved(outcome));
    return outcome.kind === 'saved';
  }

  return {
    write({ base, mine, sent: shown, isForced = false, ...request }) {
      const idempotencyKey = randomKey();
      const sent = { base, mine, isForced, isReplacement: false, idempotencyKey };
      const asked = { ...sent, met: { changes: [] } };
      return transmit(sent, {
        ...request,
        edit: { base, mine, sent: shown },
        repeat: (signal, save = asked) => resource.save({ ...save, signal }),
        async send(signal, entry) {
          const first = await trySave(resource, asked, { signal });
          if (first.kind !== 'conflict') return first;
          return saveOn(sent, { first, signal, keep: async (next) => entry?.put(next) });
        },
      });
    },
    create({ value, isReplacement, onSaved }) {
      // A record that is to be created is one but for its id.
      const mine = value as unknown as T;
      const idempotencyKey = randomKey();
      const repeat = (signal: AbortSignal) =>
        resource.create(value, { isReplacement, idempotencyKey, signal });
      const send = async (signal: AbortSignal) => savedOutcome(await repeat(signal));
      const sent = { base: null, mine, isForced: false, isReplacement, idempotencyKey };
      return transmit(sent, { send, repeat, onSaved });
    },
    async settlePending() {
      if (!pending) return { kind: 'none' };
      const asked = pending;
      const { edit } = asked;
      pending = undefined;
      try {
        const outcome = await patiently(asked.askAgain);
        asked.entry?.remove(isLeft ? outcome.record : undefined);
        await asked.onSaved(outcome);
        if (asked.isUndo) return { kind: 'undone' };
        return { kind: 'saved', record: outcome.record, edit };
      } catch (error) {
        if (!isNetworkError(error)) {
          asked.entry?.remove();
          if (asked.isUndo) throw error;
          return { kind: 'refused', edit };
        }
        unanswered(error, asked);
        return { kind: 'unanswered' };
      }
    },
    getPending: () => pending,
    leave() {
      isLeft = true;
      pending?.entry?.leave();
    },
    disown() {
      pending?.entry?.leave();
      pending = undefined;
    },
    stay: () => void (isLeft = false),
    forgetPending() {
      const had = pending !== undefined;
      pending?.entry?.remove();
      pending = undefined;
      return had;
    },
  };
}
