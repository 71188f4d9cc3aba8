import { randomKey, type NewRecord, type RecordValue } from '../../client/index.js';
import { advance, type Rules, type Versioned } from '../../core/index.js';
import type { Outbox, OutboxEntry, Settled, Writer } from './createWriter.js';
import type { FormState } from './formState.js';

/** An edit to save; `sent` is what the form held. */
export interface Posted<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly sent: T;
}

/** A record to create. */
export interface CreateFrom<T extends RecordValue> {
  readonly value: NewRecord<T>;
  readonly isReplacement: boolean;
  /** What the form held. @default what it holds */
  readonly sent?: T;
}

interface Session<T extends RecordValue> {
  readonly rules: Rules<T> | undefined;
  readonly writer: Writer<T>;
  getOutbox(): Outbox<T> | undefined;
  getState(): FormState<T>;
  getLatest(): Versioned<T> | null;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  once(work: () => Promise<boolean>): Promise<boolean>;
  begin(): void;
  post(edit: Posted<T>): Promise<boolean>;
  createFrom(request: CreateFrom<T>): Promise<boolean>;
}

interface Queueing<T> {
  /** Stores one more save where another one waits for a connection. Resolves to whether it waits. */
  wait(mine: T): Promise<boolean>;
  /** Sends what waits. Resolves to whether nothing is left to save. */
  resume(): Promise<boolean>;
  /** Leaves what waits to the browser's queue: the form is closed. */
  leave(): void;
}

/** What a form does without a connection: its first save waits to be sent, and behind it the newest of those that follow. */
export function queueing<T extends RecordValue>(session: Session<T>): Queueing<T> {
  const { rules, writer, getState, getLatest, set } = session;
  let later: { readonly mine: T; readonly entry: OutboxEntry<T> } | undefined;

  /** Saves what was made over `decided`, which is saved by now. */
  function saveOver(mine: T, decided: T | undefined): Promise<boolean> {
    const { record } = getState();
    if (!record) return session.createFrom({ value: mine, isReplacement: false, sent: mine });
    const base = decided ? { ...record, value: decided } : record;
    const edit = advance({ base, mine, theirs: getLatest() ?? record }, rules);
    session.begin();
    return session.post({ base: edit.base, mine: edit.mine, sent: mine });
  }

  async function goOn(earlier: Settled<T>, wanted: T | undefined): Promise<boolean> {
    if (earlier.kind === 'saved' && wanted) return saveOver(wanted, earlier.decided);
    if (earlier.kind !== 'refused') return true;
    // Asked again without the old key, it says why.
    return saveOver(wanted ?? earlier.decided ?? session.getValues(), undefined);
  }

  return {
    leave() {
      writer.leave();
      later?.entry.leave();
    },
    async wait(mine) {
      const outbox = getOutboxOffline(session);
      const pending = writer.getPending();
      const { record } = getState();
      if (!outbox || !pending) return false;
      const entry = later?.entry ?? outbox.open();
      later = { mine, entry };
      if (record && pending.decided) {
        const base = { ...record, value: pending.decided };
        await entry.put({ base, mine, isForced: false, isReplacement: false, idempotencyKey: randomKey() });
      }
      set({ status: 'queued', notice: { kind: 'queued' } });
      return true;
    },
    resume: () =>
      session.once(async () => {
        if (getState().status !== 'queued') return false;
        session.begin();
        const earlier = await writer.settlePending();
        if (earlier.kind === 'unanswered') return false;
        const wanted = later;
        later = undefined;
        const isDone = await goOn(earlier, wanted?.mine);
        // By now what it holds is stored in another save.
        wanted?.entry.remove();
        return isDone;
      }),
  };
}

function getOutboxOffline<T extends RecordValue>({ getOutbox }: Session<T>): Outbox<T> | undefined {
  const outbox = getOutbox();
  return outbox?.isOffline() ? outbox : undefined;
}
