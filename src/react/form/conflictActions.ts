import {
  saveMerging,
  type NewRecord,
  type RecordValue,
  type Resource,
  type SaveOutcome,
} from '../../client/index.js';
import { merge, type Conflict, type Path, type Versioned } from '../../core/index.js';
import { newest } from '../newest.js';
import type { CreateRequest } from './createOnce.js';
import type { FormNotice } from '../notice.js';
import type { FormPort, FormState } from './formState.js';

/** What a person can do about a conflict. Those that save resolve to whether it was saved. */
export interface ConflictActions<T> {
  /** Saves the result of a review over the version that was reviewed. */
  resolve(merged: T, overwritten: readonly Path[]): Promise<boolean>;
  /** Saves mine, whole, over the version that was shown. */
  overwrite(): Promise<boolean>;
  /** Brings a deleted record back with my version. */
  recreate(): Promise<boolean>;
  /** Saves my version as a new record. */
  saveCopy(): Promise<boolean>;
  /** Shows what is saved now instead of what was typed, in a conflict or without one; undone from the notice. */
  discard(): void;
  /** Puts the conflict aside: nothing is lost, and a notice leads back to it. */
  keepEditing(): void;
  review(): void;
}

/** A merge to take back: mine was made of base, and met theirs. */
export interface UndoneMerge<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirs: Versioned<T>;
}

/** What the actions need of the session they belong to. */
interface Session<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'save' | 'rules'>;
  readonly port: FormPort<T>;
  getState(): FormState<T>;
  /** The newest version that was met. */
  getLatest(): Versioned<T> | null;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  once(work: (sent: T) => Promise<void>): Promise<boolean>;
  create(request: CreateRequest<T>, sent: T): Promise<void>;
  finish(
    outcome: SaveOutcome<T>,
    edit: { readonly sent: T; readonly base: Versioned<T>; readonly mine: T },
  ): void;
  undo(merge: UndoneMerge<T>): Promise<boolean>;
}

export function conflictActions<T extends RecordValue>(session: Session<T>): ConflictActions<T> {
  const { resource, port, getState, getLatest, getValues, set, once, create, finish, undo } = session;

  /** A version newer than the one that was shown makes a new conflict; it is never overwritten. */
  function saveOver(edit: {
    readonly mine: T;
    readonly overwritten: readonly Path[];
    readonly isForced: boolean;
  }): Promise<boolean> {
    const { conflict } = getState();
    if (conflict?.kind !== 'modified') return Promise.resolve(false);
    return once(async (sent) => {
      const { base, mine, theirs } = conflict;
      const outcome = await saveMerging(resource, { base: theirs, ...edit });
      finish(outcome, { sent, base: theirs, mine: edit.mine });
      if (outcome.kind !== 'saved' || outcome.theirs || outcome.record.token === theirs.token) return;
      const kind = edit.overwritten.length > 0 ? 'overwrote' : 'merged';
      const undoThis = () => void undo({ theirs, base, mine });
      set({ notice: { kind, change: theirs.change, paths: edit.overwritten, undo: undoThis } });
    });
  }

  function overwrite(): Promise<boolean> {
    const { conflict } = getState();
    if (conflict?.kind !== 'modified') return Promise.resolve(false);
    const { base, mine, theirs } = conflict;
    const { conflicts, changes } = merge({ base: base.value, mine, theirs: theirs.value }, resource.rules);
    const lost = [...conflicts, ...changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both')];
    return saveOver({ mine, overwritten: lost.map(({ path }) => path), isForced: true });
  }

  function createFrom(toValue: (mine: T) => NewRecord<T>, isReplacement: boolean): Promise<boolean> {
    const { conflict } = getState();
    if (!conflict) return Promise.resolve(false);
    return once((sent) => create({ value: toValue(conflict.mine), isReplacement }, sent));
  }

  function discard(): void {
    const before = getState();
    const { conflict, record } = before;
    if (!record || before.status === 'saving') return;
    const mine = getValues();
    const latest = getLatest() ?? record;
    const kept = conflict?.kind === 'modified' ? newest(latest, conflict.theirs) : latest;
    const undoDiscard = () => {
      port.setValues({ base: record.value, mine });
      set({ ...before, isReviewing: false, notice: conflict && aside(conflict) });
    };
    port.setValues({ base: kept.value, mine: kept.value });
    set({
      status: conflict?.kind === 'deleted' ? 'deleted' : 'ready',
      record: kept,
      conflict: null,
      isReviewing: false,
      isAgain: false,
      theirChanges: [],
      notice: { kind: 'discarded', isDeleted: conflict?.kind === 'deleted', undo: undoDiscard },
      error: null,
    });
  }

  function review(): void {
    const { conflict } = getState();
    if (conflict) set({ conflict: { ...conflict, mine: getValues() }, isReviewing: true, notice: null });
  }

  function aside(conflict: Conflict<T>): FormNotice {
    if (conflict.kind === 'deleted') return { kind: 'deleted', change: conflict.change, review };
    const { base, mine, theirs } = conflict;
    const { conflicts } = merge({ base: base.value, mine, theirs: theirs.value }, resource.rules);
    return { kind: 'unresolved', open: conflicts.length, review };
  }

  return {
    resolve: (merged, overwritten) => saveOver({ mine: merged, overwritten, isForced: false }),
    overwrite,
    recreate: () => createFrom((mine) => mine, true),
    saveCopy: () => createFrom(({ id: _old, ...copy }) => copy, false),
    discard,
    keepEditing() {
      const { conflict } = getState();
      if (conflict) set({ isReviewing: false, notice: aside(conflict) });
    },
    review,
  };
}
