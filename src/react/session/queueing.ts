import { randomKey, type RecordValue } from '../../client/index.js';
import type { OutboxEntry } from './createWriter.js';
import type { Inside } from './inside.js';
import { meetingCode } from './meetingCode.js';

export interface Queueing<T> {
  /** Stores one more save where another one waits for a connection. Resolves to whether it waits. */
  wait(mine: T): Promise<boolean>;
  /** Sends what waits. Resolves to whether nothing is left to save. */
  resume(): Promise<boolean>;
  /** Leaves what waits to the browser's queue: the form is closed. */
  leave(): void;
}

/** What a form does without a connection: its first save waits to be sent, and behind it the newest of those that follow. */
export function queueing<T extends RecordValue>(inside: Inside<T>): Queueing<T> {
  const { writer, set } = inside;
  let later: { readonly mine: T; readonly entry: OutboxEntry<T> } | undefined;

  return {
    leave() {
      writer.leave();
      later?.entry.leave();
    },
    async wait(mine) {
      const outbox = outboxOffline(inside);
      const pending = writer.getPending();
      const { record } = inside.state;
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
    // Where nothing is queued the form is not busy, not even for a moment: a save may come at once.
    resume: async () =>
      inside.state.status === 'queued' &&
      inside.once(async () => {
        // Where the line is back its code can be loaded; where it can't be, it is tried again like the rest.
        const { resume } = await meetingCode.load();
        const wanted = later;
        return resume(inside, wanted?.mine, () => {
          later = undefined;
          // By now what it holds is stored in another save.
          wanted?.entry.remove();
        });
      }),
  };
}

function outboxOffline<T extends RecordValue>({ handlers: { outbox } }: Inside<T>) {
  return outbox?.isOffline() ? outbox : undefined;
}
