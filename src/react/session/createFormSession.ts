import type { BaseSyntheticEvent } from 'react';
import { isInvalidRecordError, type RecordValue } from '../../client/index.js';
import {
  advance,
  isEqual,
  mergeConflict,
  rebase,
  settle,
  type Conflict,
  type Versioned,
} from '../../core/index.js';
import { newest } from '../newest.js';
import { adoption } from './adoption.js';
import { createArrivals } from './createArrivals.js';
import { conflictActions } from './conflictActions.js';
import { createWriter } from './createWriter.js';
import { editOf } from './editOf.js';
import type { FormSession, FormSessionOptions, SessionHandlers } from './formSession.js';
import { settled, statusOf, type FormState } from './formState.js';
import { queueing, type CreateFrom, type Posted } from './queueing.js';
import { mergedNotice } from './mergedNotice.js';
import { undoMerge, type UndoneMerge } from './undoMerge.js';

/**
 * Makes a session: holds the base still while a person types, saves, merges and asks. Knows no form library.
 */
export function createFormSession<T extends RecordValue>(options: FormSessionOptions<T>): FormSession<T> {
  const { resource, port, isNew, isLoading = !isNew } = options;
  const { rules } = resource;
  const writer = createWriter(resource, {
    beforeSend: async () => handlers.beforeSend?.(),
    getOutbox: () => handlers.outbox,
    onUnanswered: unanswered,
  });
  const { write, create, settlePending, forgetPending } = writer;
  const listeners = new Set<() => void>();
  let state: FormState<T> = { ...settled, status: isLoading ? 'loading' : 'ready', record: null };
  let handlers: SessionHandlers<T> = { onSaved() {}, refetch() {} };
  let isBusy = false;
  /** The newest version that was met; the base lags behind it where both changed a field. */
  let latest: Versioned<T> | null = null;
  /** What the form held when the conflict was asked about. */
  let asked: T | undefined;

  function set(next: Partial<FormState<T>>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function getValues(): T {
    const raw = port.getValues();
    // Laid over a record of this type, the form's values are one.
    return editOf({ record: state.record?.value, raw, valid: raw }) as T;
  }

  const arrivals = createArrivals<T>({
    port,
    rules,
    isNew,
    getState: () => state,
    getLatest: () => latest,
    setLatest: (met) => (latest = met),
    getValues,
    set,
    isBusy: () => isBusy,
    discard: () => actions.discard(),
    onDiscard: (unsaved) => handlers.onDiscard?.(unsaved),
  });

  const { accept, adopt } = adoption<T>({
    port,
    rules,
    getState: () => state,
    getLatest: () => latest,
    setLatest: (met) => (latest = met),
    getValues,
    set,
    onSaved: (record) => handlers.onSaved(record),
  });

  /** Runs one thing at a time, and keeps what arrives meanwhile until it is done. */
  async function once(work: () => Promise<boolean>): Promise<boolean> {
    if (isBusy) return false;
    isBusy = true;
    let isDone = false;
    try {
      isDone = await work();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      if (isInvalidRecordError(error)) port.showErrors(error.errors);
      const status = state.conflict ? statusOf(state.conflict) : 'error';
      set({ status, error, notice: { kind: 'failed', error } });
    }
    isBusy = false;
    arrivals.catchUp();
    return isDone;
  }

  function begin(): void {
    set({ status: 'saving', notice: null, error: null });
  }

  function save(event?: BaseSyntheticEvent): Promise<boolean> {
    return once(async () => {
      if (state.status === 'loading' || (!state.record && !isNew)) return false;
      const mineNow = await validated(event);
      if (!mineNow) return false;
      if (isSaved(mineNow())) return true;
      if (await queue.wait(mineNow())) return false;
      begin();
      const earlier = await settlePending();
      if (earlier.kind === 'unanswered' || earlier.kind === 'undone') return earlier.kind === 'undone';
      const { record } = state;
      if (!record) return createFrom({ value: mineNow(), isReplacement: false });
      // Where an edit that both had made was taken back by hand, the base can move up.
      const { base, mine } = advance({ base: record, mine: mineNow(), theirs: latest ?? record }, rules);
      if (earlier.kind === 'saved' && isEqual(base.value, mine)) return true;
      begin();
      return post({ base, mine, sent: getValues() });
    });
  }

  /** Saves an edit; `sent` is what the form held. */
  function post({ base, mine, sent }: Posted<T>): Promise<boolean> {
    return write({
      base,
      mine,
      onSaved(outcome) {
        accept(outcome, { sent, base, notice: mergedNotice(outcome, { base, mine, undo }) });
        if (outcome.record.token === base.token) set({ status: 'ready' });
      },
      onConflict: (met) =>
        ask({ ...met, base, mine: settle({ sent, mine: getValues(), saved: mine }, rules) }),
    });
  }

  /** Nothing differs, nothing is on its way: what the last save told stays on screen. */
  function isSaved(mine: T): boolean {
    const { status, record } = state;
    const isIdle = status === 'ready' || status === 'saved';
    return isIdle && record !== null && record.token === latest?.token && isEqual(record.value, mine);
  }

  /** Validates, and gives a function that says what is to be saved now: what was typed since is taken as it is. */
  async function validated(event?: BaseSyntheticEvent): Promise<(() => T) | undefined> {
    const sent = getValues();
    const record = state.record?.value;
    const valid = await port.validate(event);
    if (valid === undefined) return undefined;
    // What validation makes of a record of this type is one.
    const saved = editOf({ record, raw: sent, valid }) as T;
    return () => settle({ sent, mine: getValues(), saved }, rules);
  }

  function createFrom(request: CreateFrom<T>): Promise<boolean> {
    const { sent = getValues() } = request;
    return create({ ...request, onSaved: (outcome) => accept(outcome, { sent }) });
  }

  function unanswered(error: Error, isQueued: boolean): void {
    if (isQueued) set({ status: 'queued', error: null, notice: { kind: 'queued' } });
    else set({ status: 'error', error, notice: { kind: 'unanswered', retry: () => void save() } });
  }

  /** Shows a conflict. Choices that still answer the same question stay. */
  function ask(conflict: Conflict<T>, { isAgain = false } = {}): void {
    asked = getValues();
    if (conflict.kind === 'modified') latest = newest(latest ?? undefined, conflict.theirs);
    const before = state.conflict && mergeConflict(state.conflict, rules);
    const after = mergeConflict(conflict, rules);
    const choices = before ? rebase(state.choices, after, { oldResult: before }) : [];
    set({ status: statusOf(conflict), conflict, choices, isAgain, isReviewing: true, notice: null });
  }

  function undo(merge: UndoneMerge<T>): void {
    void once(async () => {
      begin();
      const earlier = await settlePending();
      if (earlier.kind === 'unanswered' || earlier.kind === 'undone') return earlier.kind === 'undone';
      return undoMerge(merge, {
        resource,
        getState: () => state,
        getLatest: () => latest,
        getValues,
        write,
        adopt,
        onSaved: (record) => handlers.onSaved(record),
      });
    });
  }

  const queue = queueing<T>({
    rules,
    writer,
    getOutbox: () => handlers.outbox,
    getState: () => state,
    getLatest: () => latest,
    getValues,
    set,
    once,
    begin,
    post,
    createFrom,
  });

  const actions = conflictActions<T>({
    resource,
    port,
    getState: () => state,
    getLatest: () => latest,
    getValues,
    getAsked: () => asked ?? getValues(),
    set,
    once,
    begin,
    isBusy: () => isBusy,
    validated,
    createFrom,
    create,
    write,
    settlePending,
    forgetPending,
    refetch: () => handlers.refetch(),
    accept,
    ask,
    undo,
    startOver: arrivals.startOver,
    onDiscard: (unsaved) => handlers.onDiscard?.(unsaved),
  });

  return {
    getState: () => state,
    getValues,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect(next) {
      handlers = next;
    },
    ...arrivals,
    save,
    resume: queue.resume,
    leave: queue.leave,
    ...actions,
  };
}
