import {
  isResponseError,
  type NewRecord,
  type RecordValue,
  type Resource,
  type SavedOutcome,
  type Unsaved,
} from '../../client/index.js';
import {
  isEqual,
  merge,
  mergeConflict,
  resolve,
  settle,
  type Choice,
  type Conflict,
  type Path,
  type Versioned,
} from '../../core/index.js';
import { newest } from '../newest.js';
import type { FormNotice } from '../notice.js';
import type { AcceptOptions } from './adopted.js';
import type { Writer } from './createWriter.js';
import type { CreateFrom } from './queueing.js';
import { discard } from './discard.js';
import type { FormPort, FormState } from './formState.js';
import type { UndoneMerge } from './undoMerge.js';

/** What a person can do about a conflict. Those that save resolve to whether nothing is left to save. */
export interface ConflictActions<T> {
  choose(choices: readonly Choice[]): void;
  /** Saves the result of a review over the version that was reviewed; `overwritten` are theirs that go. */
  resolve(merged: T, overwritten: readonly Path[]): Promise<boolean>;
  /** Saves mine, whole, over the version that was shown. */
  overwrite(): Promise<boolean>;
  /** Brings a deleted record back with my version. */
  recreate(): Promise<boolean>;
  /** Saves my version as a new record. */
  saveCopy(): Promise<boolean>;
  /** Shows what is saved now instead of what was typed, conflict or not; undone from the notice. */
  discard(): void;
  /** Puts the conflict aside: nothing is lost, and a notice leads back to it. */
  keepEditing(): void;
  review(): void;
}

/** What the actions need of the session they belong to. */
interface Session<T extends RecordValue> extends Omit<Writer<T>, 'getPending' | 'leave'> {
  readonly resource: Pick<Resource<T>, 'get' | 'rules'>;
  readonly port: FormPort<T>;
  getState(): FormState<T>;
  /** The newest version that was met. */
  getLatest(): Versioned<T> | null;
  getValues(): T;
  /** What the form held when the conflict was asked about: what is typed since is not part of the answer. */
  getAsked(): T;
  set(next: Partial<FormState<T>>): void;
  once(work: () => Promise<boolean>): Promise<boolean>;
  begin(): void;
  validated(): Promise<(() => T) | undefined>;
  isBusy(): boolean;
  /** Creates a record of what the form holds. */
  createFrom(request: CreateFrom<T>): Promise<boolean>;
  accept(outcome: SavedOutcome<T>, options: AcceptOptions<T>): void;
  ask(conflict: Conflict<T>, options?: { readonly isAgain?: boolean }): void;
  undo(merge: UndoneMerge<T>): void;
  /** Reads the record again; the session takes what comes. */
  refetch(): void;
  startOver(): void;
  onDiscard(unsaved: Unsaved<T>): void;
}

export function conflictActions<T extends RecordValue>(session: Session<T>): ConflictActions<T> {
  const { resource, getState, getLatest, getValues, set, once, ask } = session;
  const { rules } = resource;

  /** A version newer than the one that was shown makes a new conflict; it is never overwritten. */
  function saveOver(edit: {
    readonly result: T;
    readonly overwritten: readonly Path[];
    readonly isForced: boolean;
  }): Promise<boolean> {
    const { conflict } = getState();
    if (conflict?.kind !== 'modified') return Promise.resolve(false);
    return once(async () => {
      session.begin();
      const earlier = await session.settlePending();
      if (earlier.kind === 'unanswered' || earlier.kind === 'undone') return false;
      if (earlier.kind === 'saved') return changeDecision(edit.result, earlier);
      const sent = session.getAsked();
      const { base, mine, theirs } = conflict;
      return session.write({
        base: theirs,
        mine: edit.result,
        isForced: edit.isForced,
        onSaved(outcome) {
          const notice = noticeOf(conflict, { ...edit, saved: outcome.record });
          session.accept(outcome, { sent, base: theirs, notice });
        },
        onConflict: (met) =>
          ask(
            { ...met, base, mine: settle({ sent, mine: getValues(), saved: mine }, rules) },
            { isAgain: true },
          ),
      });
    });
  }

  /** An earlier decision was saved after all. Only what differs between the two is still to be saved, and asked where others came between. */
  async function changeDecision(
    result: T,
    { record, decided = record.value }: { readonly record: Versioned<T>; readonly decided?: T },
  ): Promise<boolean> {
    const base = { ...record, value: decided };
    const { merged, conflicts } = merge({ base: decided, mine: result, theirs: record.value }, rules);
    if (conflicts.length > 0) {
      ask({ kind: 'modified', base, mine: result, theirs: record }, { isAgain: true });
      return false;
    }
    if (isEqual(merged, record.value)) return true;
    session.begin();
    // The form has gone on from that save: what differs from it was typed since.
    const sent = record.value;
    return session.write({
      base: record,
      mine: merged,
      onSaved: (outcome) => session.accept(outcome, { sent, base: record }),
      onConflict: (met) =>
        ask(
          { ...met, base: record, mine: settle({ sent, mine: getValues(), saved: merged }, rules) },
          { isAgain: true },
        ),
    });
  }

  function noticeOf(
    { base, mine, theirs }: Extract<Conflict<T>, { kind: 'modified' }>,
    { saved, overwritten }: { readonly saved: Versioned<T>; readonly overwritten: readonly Path[] },
  ): FormNotice | null {
    if (saved.token === theirs.token) return null;
    return {
      kind: overwritten.length > 0 ? 'overwrote' : 'merged',
      change: theirs.change,
      paths: overwritten,
      undo: () => session.undo({ base, mine, theirs, saved }),
    };
  }

  function overwrite(): Promise<boolean> {
    const { conflict } = getState();
    if (!conflict) return Promise.resolve(false);
    const { conflicts, changes } = mergeConflict(conflict, rules);
    const lost = [...conflicts, ...changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both')];
    return saveOver({ result: conflict.mine, overwritten: lost.map(({ path }) => path), isForced: true });
  }

  function createFrom(toValue: (mine: T) => NewRecord<T>, isReplacement: boolean): Promise<boolean> {
    const { conflict } = getState();
    if (!conflict) return Promise.resolve(false);
    const { base, mine } = conflict;
    return once(async () => {
      session.begin();
      const earlier = await session.settlePending();
      // It was brought back or copied after all.
      if (earlier.kind === 'saved' || earlier.kind === 'unanswered') return earlier.kind === 'saved';
      try {
        return await session.createFrom({ value: toValue(mine), isReplacement, sent: session.getAsked() });
      } catch (error) {
        const isBack = isReplacement && isResponseError(error) && [409, 412].includes(error.status);
        if (!isBack) throw error;
        // Somebody else brought it back: that is a version to merge with.
        ask({ kind: 'modified', base, mine, theirs: await resource.get(base.value.id) });
        return false;
      }
    });
  }

  function review(): void {
    void once(async () => {
      const { conflict, record } = getState();
      if (!conflict || !record) return false;
      const mineNow = await session.validated();
      const mine = mineNow ? mineNow() : getValues();
      if (conflict.kind === 'deleted') ask({ ...conflict, base: record, mine });
      else
        ask({ ...conflict, base: record, mine, theirs: newest(getLatest() ?? undefined, conflict.theirs) });
      return false;
    });
  }

  function keepEditing(): void {
    const { conflict, choices } = getState();
    if (!conflict) return;
    const open = () => resolve(mergeConflict(conflict, rules), choices).conflicts.length;
    const notice: FormNotice =
      conflict.kind === 'deleted'
        ? { kind: 'deleted', change: conflict.change, review }
        : { kind: 'unresolved', open: open(), review };
    set({ isReviewing: false, notice });
  }

  return {
    choose: (choices) => set({ choices }),
    resolve: (result, overwritten) => saveOver({ result, overwritten, isForced: false }),
    overwrite,
    recreate: () => createFrom((mine) => mine, true),
    saveCopy: () => createFrom(({ id: _old, ...copy }) => copy, false),
    discard: () => discard({ ...session, keepEditing }),
    keepEditing,
    review,
  };
}
