import type { RecordValue, Unsaved } from '../../client/index.js';
import { isEqual, type Versioned } from '../../core/index.js';
import { isOlder, newest } from '../newest.js';
import type { FormNotice } from '../notice.js';
import { editOf } from './editOf.js';
import type { FormState } from './formState.js';
import type { Inside } from './inside.js';
import { meetingCode } from './meetingCode.js';
import { snapshotOf } from './snapshotOf.js';

/** What was typed earlier, at `keptAt` (RFC 3339), after `over` was queued to be saved. */
type KeptEdit<T> = Unsaved<T> & { readonly keptAt: string; readonly over?: T | undefined };

/** How what comes from outside gets into a form: read records, defaults, drafts. */
export interface Arrivals<T> {
  /** Takes in a version that was read: the first one fills the form, a newer one is laid around what was typed. */
  take(theirs: Versioned<T>): void;
  /** Fills the form of a new record with defaults that had to be fetched; what was typed before stays. */
  fill(defaults: unknown): void;
  /** Tells why the record, or its defaults, could not be read; null: it was read, or is on its way. `retry` reads it again. */
  tellRead(error: Error | null, retry?: () => void): void;
  /** Brings back what was typed earlier, laid around what was saved and typed since: as soon as the form is filled. */
  restore(draft: KeptEdit<T>): void;
  /** Tells whether what was typed earlier is still to come. */
  isRestoring(): boolean;
  /** Tells whether the browser keeps a copy of what is typed. */
  tellKept(isKept: boolean): void;
  /** Names of the fields that differ from the record, or from a new one's defaults. */
  getUnsaved(): readonly string[];
}

export function arrivals<T extends RecordValue>(
  inside: Inside<T>,
  discard: () => void,
): Arrivals<T> & {
  /** Takes what came while the session was busy. */
  catchUp(): void;
} {
  const { port, isNew, set, getValues } = inside;
  let waiting: { theirs?: Versioned<T> | undefined; draft?: KeptEdit<T> | undefined } = {};

  /** Takes what comes once the code for it is here. What can't be loaded now is tried again with whatever comes next. */
  function wait(later: typeof waiting): void {
    waiting = { ...waiting, ...later };
    void meetingCode.here.then(catchUp);
    meetingCode.load().catch(tellHeldUp);
  }

  /** While an earlier draft can't come back, it stays kept as it is, and what is typed is not. */
  function tellHeldUp(): void {
    if (waiting.draft) tellKept(false);
  }

  function take(theirs: Versioned<T>): void {
    const { record, status } = inside.state;
    // What waits for a connection was made of the base: that stays until it is sent.
    if (inside.isBusy || status === 'queued') waiting.theirs = newest(waiting.theirs, theirs);
    else if (!record) {
      inside.latest = theirs;
      port.start(theirs.value);
      set({ ...start(), record: theirs });
      catchUp();
    } else {
      const isKnown = (met: Versioned<T> | null) =>
        met && (met.token === theirs.token || isOlder(met, theirs));
      if (record.value.id !== theirs.value.id || isKnown(record) || isKnown(inside.latest)) return;
      const { code } = meetingCode.getState();
      if (code) code.follow(inside, { record, theirs });
      else if (isEqual(record.value, theirs.value)) {
        inside.latest = theirs;
        port.setValues({ base: theirs.value, mine: getValues() });
        set({ record: theirs });
      } else wait({ theirs: newest(waiting.theirs, theirs) });
    }
  }

  /** What a form shows once it is filled. */
  const start = (): Partial<FormState<T>> => {
    const { restoredAt } = inside.state.draft;
    return { status: 'ready', error: null, notice: restoredAt === null ? null : restored(restoredAt) };
  };
  const restored = (keptAt: string): FormNotice => ({ kind: 'restored', keptAt, discard });

  function restore(draft: KeptEdit<T>): void {
    if (inside.isBusy || inside.state.status === 'loading') {
      waiting.draft = draft;
      return;
    }
    if (!inside.state.record && draft.base) take(draft.base);
    const { record, notice, conflict } = inside.state;
    inside.over = draft.over;
    const { code } = meetingCode.getState();
    if (code) code.restoreOver(inside, draft);
    else if (draft.review || draft.base?.token !== record?.token || getUnsaved().length > 0) {
      wait({ draft });
      return;
    } else {
      // A draft of just what the form shows: nothing to be laid around anything.
      port.setValues({ base: record?.value ?? (inside.defaults as T), mine: draft.mine });
    }
    if (getUnsaved().length === 0) return;
    const { keptAt } = draft;
    set({
      draft: { restoredAt: keptAt, isRefused: false },
      // What leads back to an open conflict stays.
      notice: conflict || notice?.kind === 'unread' ? notice : restored(keptAt),
    });
  }

  function getUnsaved(): readonly string[] {
    const { record } = inside.state;
    const before: Readonly<Record<string, unknown>> = Object(record?.value ?? inside.defaults);
    // Asked with every key: only fields that differ are looked into.
    const typed: Readonly<Record<string, unknown>> = Object(port.getValues());
    return Object.keys(typed).filter((name) => {
      if (isEqual(typed[name], before[name])) return false;
      const saved = { [name]: before[name] };
      const raw = snapshotOf({ [name]: typed[name] });
      return !isEqual(editOf({ record: saved, raw, valid: raw }), saved);
    });
  }

  function catchUp(): void {
    if (inside.isBusy) return;
    const { theirs, draft } = waiting;
    waiting = {};
    try {
      if (theirs) take(theirs);
      if (draft) restore(draft);
    } catch {
      // A rule of the app's can throw.
      waiting = { theirs, draft, ...waiting };
      tellHeldUp();
    }
  }

  function tellKept(isKept: boolean): void {
    const { draft } = inside.state;
    if (draft.isRefused === isKept) set({ draft: { ...draft, isRefused: !isKept } });
  }

  return {
    take,
    fill(values) {
      if (inside.state.record) return;
      inside.defaults = values;
      // The app's defaults for a record of this type are the start of one.
      port.start(values as T);
      if (inside.state.status === 'loading') set(start());
      catchUp();
    },
    tellRead(error, retry = inside.handlers.refetch) {
      const { record, status } = inside.state;
      if (record) {
        if (!error && status !== 'deleted') return;
        meetingCode.load().then(
          ({ tellGone }) => tellGone(inside, error),
          () => {},
        );
      } else if (!error) {
        if (status === 'error') set({ status: 'loading', error, notice: null });
      }
      // Without a connection one goes on from what was read when the draft was typed.
      else if (waiting.draft?.base) take(waiting.draft.base);
      else {
        set({ status: 'error', error, notice: { kind: 'unread', error, isNew, retry } });
        catchUp();
      }
    },
    restore,
    isRestoring: () => waiting.draft !== undefined,
    tellKept,
    getUnsaved,
    catchUp,
  };
}
