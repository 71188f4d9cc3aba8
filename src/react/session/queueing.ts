import { randomKey, type RecordValue } from '../../client/index.js';
import type { OutboxEntry, Unanswered } from './createWriter.js';
import type { Inside } from './inside.js';
import { meetingCode } from './meetingCode.js';
import type { Wanted } from './resume.js';

export interface Queueing<T> {
  /** Stores one more save where another one waits for a connection. Resolves to whether it waits. */
  wait(mine: T): Promise<boolean>;
  /** Drops what waits behind a save that waits no more: by now it was sent itself, or something newer was, or it was given up. */
  tidy(): void;
  /** Sends what waits. Resolves to whether nothing is left to save. */
  resume(): Promise<boolean>;
  /** Leaves what waits to the browser's queue: the form is closed. */
  leave(): void;
  /** Leaves it for good: it was cleared, or is somebody else's to send. */
  disown(): void;
}

interface Later<T> extends Wanted<T> {
  readonly entry: OutboxEntry<T>;
  /** The save that it waits behind. */
  readonly pending: Unanswered<T>;
}

/** What a form does without a connection: its first save waits to be sent, and behind it the newest of those that follow. */
export function queueing<T extends RecordValue>(inside: Inside<T>): Queueing<T> {
  const { writer, set } = inside;
  let later: Later<T> | undefined;

  return {
    leave() {
      writer.leave();
      later?.entry.leave();
    },
    disown() {
      writer.disown();
      later?.entry.leave();
      later = undefined;
    },
    async wait(typed) {
      const { outbox } = inside.handlers;
      const pending = writer.getPending();
      const { record } = inside.state;
      if (!outbox?.isOffline() || !pending) return false;
      const entry = later?.entry ?? outbox.open();
      const { edit } = pending;
      // Without the code for edits that meet none has met another.
      const { code } = meetingCode.getState();
      const { over, mine } = (edit && code?.layOver(inside, { edit, typed })) ?? {
        over: edit?.mine,
        mine: typed,
      };
      later = { over, mine, sent: inside.getValues(), entry, pending };
      if (record && over) {
        const base = { ...record, value: over };
        await entry.put({ base, mine, isForced: false, isReplacement: false, idempotencyKey: randomKey() });
      }
      set({ status: 'queued', notice: { kind: 'queued' } });
      return true;
    },
    tidy() {
      if (!later || later.pending === writer.getPending()) return;
      later.entry.remove();
      later = undefined;
    },
    // Where nothing is queued the form is not busy, not even for a moment: a save may come at once.
    async resume() {
      const isQueued = () => inside.state.status === 'queued';
      // Where the line is back its code can be loaded; where it can't be, all waits on.
      const code = isQueued() && (await meetingCode.load().catch(() => undefined));
      return code && isQueued() ? inside.once(() => code.resume(inside, later)) : false;
    },
  };
}
