import type { Unsaved } from '../../client/index.js';
import { advance, isEqual, settle, type Rules, type Versioned } from '../../core/index.js';
import { isOlder } from '../newest.js';
import { editOf, isBlank } from './editOf.js';
import { settled, type FormPort, type FormState } from './formState.js';
import { withNews } from './theirChanges.js';

/** How what comes from outside gets into a form: read records, defaults, drafts. */
export interface Arrivals<T> {
  /** Takes in a version that was read: the first one fills the form, a newer one is laid around what was typed. */
  take(theirs: Versioned<T>): void;
  /** Fills the form of a new record with defaults that had to be fetched; what was typed before stays. */
  fill(defaults: unknown): void;
  /** Tells that the record, or its defaults, could not be read. */
  failToLoad(error: Error): void;
  /**
   * Brings back what was typed earlier, laid around what was saved and typed since. Where the form isn't filled yet, as soon as it is.
   *
   * @param unsaved.keptAt RFC 3339 time at which it was typed.
   */
  restore(unsaved: Unsaved<T> & { readonly keptAt: string }): void;
  /** Empties the form of a new record, back to its defaults; undone from the notice. */
  startOver(): void;
  /** Tells whether the browser keeps a copy of what is typed. */
  tellKept(isKept: boolean): void;
  /** Names of the fields that differ from the record, or from a new one's defaults. */
  getUnsaved(): readonly string[];
}

interface Session<T> {
  readonly port: FormPort<T>;
  readonly rules: Rules<T> | undefined;
  readonly isNew: boolean;
  getState(): FormState<T>;
  /** The newest version that was met. */
  getLatest(): Versioned<T> | null;
  setLatest(met: Versioned<T>): void;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  isBusy(): boolean;
  discard(): void;
  onDiscard(unsaved: Unsaved<T>): void;
}

export function createArrivals<T extends { readonly id: string }>(
  session: Session<T>,
): Arrivals<T> & {
  /** Takes what came while the session was busy. */
  catchUp(): void;
} {
  const { port, rules, isNew, getState, getLatest, setLatest, getValues, set } = session;
  /** What a record that doesn't exist yet is compared with. */
  let defaults: unknown = port.getValues();
  let waiting: { theirs?: Versioned<T>; draft?: Unsaved<T> & { readonly keptAt: string } } = {};

  function take(theirs: Versioned<T>): void {
    if (session.isBusy()) waiting.theirs = theirs;
    else if (getState().record) follow(theirs);
    else {
      setLatest(theirs);
      port.start(theirs.value);
      set({ status: 'ready', record: theirs, error: null });
      catchUp();
    }
  }

  function follow(theirs: Versioned<T>): void {
    const { record, theirChanges } = getState();
    if (!record || record.value.id !== theirs.value.id) return;
    const met = [record, getLatest() ?? record];
    if (met.some((known) => known.token === theirs.token || isOlder(known, theirs))) return;
    setLatest(theirs);
    const next = advance({ base: record, mine: getValues(), theirs }, rules);
    port.setValues({ base: next.base.value, mine: next.mine });
    set({ record: next.base, theirChanges: withNews(theirChanges, { ...next, change: theirs.change }) });
  }

  function restore(draft: Unsaved<T> & { readonly keptAt: string }): void {
    const { status } = getState();
    if (session.isBusy() || status === 'loading') {
      waiting.draft = draft;
      return;
    }
    if (!getState().record && draft.base) take(draft.base);
    const { record } = getState();
    if (record) restoreOver(record, draft);
    else if (isNew) {
      const values = getValues();
      // What is typed over the defaults of a record of this type is one; an empty input is nothing typed.
      const typed = editOf({ record: defaults, raw: values, valid: values }) as T;
      const mine = settle({ sent: defaults as T, mine: typed, saved: draft.mine }, rules);
      port.setValues({ base: defaults as T, mine });
    }
    if (getUnsaved().length === 0) return;
    set({
      draft: { restoredAt: draft.keptAt, isRefused: false },
      notice: { kind: 'restored', keptAt: draft.keptAt, discard: session.discard },
    });
  }

  function restoreOver(record: Versioned<T>, draft: Unsaved<T>): void {
    const base = draft.base ?? record;
    const over = advance({ base, mine: draft.mine, theirs: record }, rules);
    const mine = settle({ sent: record.value, mine: getValues(), saved: over.mine }, rules);
    const theirs = getLatest() ?? record;
    const next = advance({ base: over.base, mine, theirs }, rules);
    port.setValues({ base: next.base.value, mine: next.mine });
    const theirChanges = withNews(getState().theirChanges, { ...next, followed: [], change: theirs.change });
    set({ record: next.base, theirChanges });
  }

  function startOver(): void {
    const before = getState();
    const mine = getValues();
    // What a new record's form starts from is as good as a record of this type.
    const empty = defaults as T;
    let isUndone = false;
    const undo = () => {
      if (isUndone || session.isBusy()) return;
      isUndone = true;
      port.setValues({ base: empty, mine: settle({ sent: empty, mine: getValues(), saved: mine }, rules) });
      set({ ...before, notice: null });
    };
    session.onDiscard({ base: null, mine });
    port.setValues({ base: empty, mine: empty });
    set({ ...settled, status: 'ready', notice: { kind: 'discarded', isDeleted: false, undo } });
  }

  function getUnsaved(): readonly string[] {
    const before: Readonly<Record<string, unknown>> = Object(getState().record?.value ?? defaults);
    const values: Readonly<Record<string, unknown>> = getValues();
    return Object.keys({ ...before, ...values }).filter(
      (name) =>
        !isEqual(values[name], before[name]) && !(before[name] === undefined && isBlank(values[name])),
    );
  }

  function catchUp(): void {
    const { theirs, draft } = waiting;
    waiting = {};
    if (theirs) take(theirs);
    if (draft) restore(draft);
  }

  return {
    take,
    fill(values) {
      if (getState().record) return;
      defaults = values;
      // The app's defaults for a record of this type are the start of one.
      port.start(values as T);
      if (getState().status === 'loading') set({ status: 'ready', error: null });
      catchUp();
    },
    failToLoad(error) {
      if (getState().record || getState().status !== 'loading') return;
      // Without a connection one goes on from what was read when the draft was typed.
      if (waiting.draft?.base) take(waiting.draft.base);
      else set({ status: 'error', error });
    },
    restore,
    startOver,
    tellKept(isKept) {
      const { draft, notice } = getState();
      if (draft.isRefused !== isKept) return;
      // It takes no other notice's place.
      const told = isKept ? (notice?.kind === 'unkept' ? null : notice) : (notice ?? { kind: 'unkept' });
      set({ draft: { ...draft, isRefused: !isKept }, notice: told });
    },
    getUnsaved,
    catchUp,
  };
}
