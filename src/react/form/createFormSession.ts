import {
  ConflictError,
  saveMerging,
  type PendingSave,
  type RecordValue,
  type Resource,
  type SaveOutcome,
} from '../../client/index.js';
import { advance, settle, type Versioned } from '../../core/index.js';
import { isOlder } from '../newest.js';
import type { FormNotice } from '../notice.js';
import { conflictActions, type ConflictActions, type UndoneMerge } from './conflictActions.js';
import { createOnce, type CreateRequest } from './createOnce.js';
import { fillIn } from './fillIn.js';
import { withNews } from './theirChanges.js';
import { statusOf, type FormPort, type FormState } from './formState.js';

export interface FormSessionOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'save' | 'create' | 'rules'>;
  readonly port: FormPort<T>;
  readonly isNew: boolean;
  /** Told of every record that the server acknowledged. */
  readonly onSaved: (record: Versioned<T>) => void;
}

/** One editing of one record. */
export interface FormSession<T extends RecordValue> extends ConflictActions<T> {
  getState(): FormState<T>;
  subscribe(listener: () => void): () => void;
  /** Takes in a version that was read: the first one fills the form, a newer one is laid around what was typed. */
  take(theirs: Versioned<T>): void;
  /** Tells that the record could not be read. */
  failToLoad(error: Error): void;
  /**
   * Saves what was made of `from`, and resolves to whether nothing is left to save. While a save is on its way, a second one does nothing.
   */
  save(edit: { readonly mine: T; readonly from: Versioned<T> | null }): Promise<boolean>;
}

/**
 * Makes a session: holds the base still while a person types, saves, merges and asks. Knows no React and no form library.
 */
export function createFormSession<T extends RecordValue>(options: FormSessionOptions<T>): FormSession<T> {
  const { resource, port, onSaved } = options;
  const createRecord = createOnce(resource);
  const listeners = new Set<() => void>();
  let state: FormState<T> = {
    status: options.isNew ? 'ready' : 'loading',
    record: null,
    conflict: null,
    isReviewing: false,
    isAgain: false,
    theirChanges: [],
    notice: null,
    error: null,
  };
  let pending: PendingSave<T> | undefined;
  let isInFlight = false;
  let arrived: Versioned<T> | undefined;
  /** The newest version that was met; the base lags behind it where both changed a field. */
  let latest: Versioned<T> | null = null;

  /** What the form holds, whole: a field it doesn't show is as the record has it. */
  function getValues(): T {
    // Laid over a record of this type, the form's values are one.
    return fillIn(state.record?.value, port.getValues()) as T;
  }

  function set(next: Partial<FormState<T>>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function take(theirs: Versioned<T>): void {
    const { record } = state;
    if (isInFlight) arrived = theirs;
    else if (record) follow(record, theirs);
    else {
      latest = theirs;
      port.setValues({ base: theirs.value, mine: theirs.value });
      set({ status: 'ready', record: theirs, error: null });
    }
  }

  function follow(record: Versioned<T>, theirs: Versioned<T>): void {
    const met = [record, latest ?? record];
    if (record.value.id !== theirs.value.id) return;
    if (met.some((known) => known.token === theirs.token || isOlder(known, theirs))) return;
    latest = theirs;
    const next = advance({ base: record, mine: getValues(), theirs }, resource.rules);
    port.setValues({ base: next.base.value, mine: next.mine });
    const theirChanges = withNews(state.theirChanges, { ...next, change: theirs.change });
    set({ record: next.base, theirChanges });
  }

  /** Runs one save at a time, and keeps what arrives meanwhile until it is done. */
  async function once(work: (sent: T) => Promise<void>): Promise<boolean> {
    if (isInFlight) return false;
    isInFlight = true;
    set({ status: 'saving', notice: null, error: null });
    try {
      await work(getValues());
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      set({
        status: state.conflict ? statusOf(state.conflict) : 'error',
        error,
        notice: { kind: 'failed', error },
      });
    }
    isInFlight = false;
    const isDone = state.status === 'saved' || state.status === 'ready';
    if (arrived) take(arrived);
    arrived = undefined;
    return isDone;
  }

  function save(edit: { readonly mine: T; readonly from: Versioned<T> | null }): Promise<boolean> {
    return once(async (sent) => {
      const { record } = state;
      if (!record) return create({ value: edit.mine, isReplacement: false }, sent);
      // The base may have moved while the form was validated, and can move up where an edit was taken back by hand.
      const from = edit.from ?? record;
      const typed = settle({ sent: from.value, mine: edit.mine, saved: record.value }, resource.rules);
      const { base, mine } = advance({ base: record, mine: typed, theirs: latest ?? record }, resource.rules);
      finish(await saveMerging(resource, { base, mine, pending }), { sent, base, mine });
    });
  }

  async function create(request: CreateRequest<T>, sent: T): Promise<void> {
    const outcome = await createRecord(request, sent);
    if (outcome.kind === 'unanswered') return unanswered(outcome.error);
    const { record: base, mine } = outcome;
    accept(outcome);
    if (mine) finish(await saveMerging(resource, { base, mine }), { sent, base, mine });
  }

  /** Takes what became of a save. `sent` is what the form held then, `mine` what was to be saved over `base`. */
  function finish(
    outcome: SaveOutcome<T>,
    edit: { readonly sent: T; readonly base: Versioned<T>; readonly mine: T },
  ): void {
    pending = outcome.kind === 'unanswered' ? outcome.pending : undefined;
    switch (outcome.kind) {
      case 'saved':
        accept({ record: outcome.record, sent: edit.sent, notice: mergedNotice(outcome, edit) });
        // Nothing differed, so nothing was sent: that is no save to be told of.
        if (outcome.record === edit.base && !outcome.theirs) set({ status: 'ready' });
        return;
      case 'unanswered':
        unanswered(outcome.error);
        return;
      case 'conflict':
        set({
          status: statusOf(outcome.conflict),
          isAgain: state.conflict !== null && state.isReviewing,
          conflict: outcome.conflict,
          isReviewing: true,
        });
    }
  }

  function unanswered(error: Error): void {
    set({
      status: 'error',
      error,
      notice: { kind: 'unanswered', retry: () => void save({ mine: getValues(), from: state.record }) },
    });
  }

  /** The answer becomes the base; what was typed while it was on its way stays, unsaved. */
  function accept(answer: {
    readonly record: Versioned<T>;
    readonly sent: T;
    readonly notice?: FormNotice | null;
  }): void {
    const { record, sent, notice = null } = answer;
    latest = record;
    port.setValues({
      base: record.value,
      mine: settle({ sent, mine: getValues(), saved: record.value }, resource.rules),
    });
    set({
      status: 'saved',
      record,
      conflict: null,
      isReviewing: false,
      isAgain: false,
      theirChanges: [],
      notice,
      error: null,
    });
    onSaved(record);
  }

  function mergedNotice(
    { record, theirs, changes }: Extract<SaveOutcome<T>, { kind: 'saved' }>,
    { base, mine }: { readonly base: Versioned<T>; readonly mine: T },
  ): FormNotice | null {
    if (!theirs) return null;
    const { change } = theirs;
    if (record.token === theirs.token) return { kind: 'same', change };
    const paths = changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both').map(({ path }) => path);
    return { kind: 'merged', change, paths, undo: () => void undo({ theirs, base, mine }) };
  }

  /** Saves theirs again, checked like any other write, and gives my edits back to the form, under what was typed since. */
  function undo(merge: UndoneMerge<T>): Promise<boolean> {
    return once(async (sent) => {
      const { record: base } = state;
      if (!base) return;
      const outcome = await saveMerging(resource, { base, mine: merge.theirs.value });
      if (outcome.kind === 'conflict') throw new ConflictError(outcome.conflict);
      const typed = getValues();
      finish(outcome, { sent, base, mine: merge.theirs.value });
      if (outcome.kind !== 'saved') return;
      const saved = outcome.record.value;
      const edits = settle({ sent: merge.base.value, mine: merge.mine, saved }, resource.rules);
      const mine = settle({ sent: base.value, mine: typed, saved: edits }, resource.rules);
      port.setValues({ base: saved, mine });
      set({ notice: { kind: 'undone', change: merge.theirs.change } });
    });
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take,
    failToLoad(error) {
      if (!state.record && state.status === 'loading') set({ status: 'error', error });
    },
    save,
    ...conflictActions<T>({
      getState: () => state,
      getLatest: () => latest,
      getValues,
      set,
      port,
      resource,
      once,
      create,
      finish,
      undo,
    }),
  };
}
