import { isResponseError, type NewRecord, type RecordValue, type RowEdit } from '../../../client/index.js';
import { isEqual, mergeConflict, resolve, type Conflict } from '../../../core/index.js';
import type { ConflictDialogState } from '../../conflictDialogState.js';
import { conflictOf, type EditedRow } from '../store/editedRow.js';
import type { Saving } from './createSaving.js';
import type { TableReview, TableSession, TableShell } from './tableSession.js';

type Reviewing<T extends RecordValue> = Pick<
  TableSession<T>,
  'review' | 'reviewAll' | 'reviewNext' | 'settleAll' | 'getDialog'
> & {
  walk(ids: readonly string[]): void;
};

/** The part of a session in which a person settles rows: one, or one after the other. */
export function createReviewing<T extends RecordValue>(
  shell: TableShell<T>,
  saving: Saving<T>,
): Reviewing<T> {
  const { resource, store, onSaved, getState, set } = shell;
  let ids: readonly string[] = [];
  let at = 0;
  let known: { readonly row: EditedRow<T>; readonly conflict: Conflict<T> } | undefined;

  /** The same conflict is the same object: choices belong to it. */
  function conflictAt(id: string | undefined): Conflict<T> | null {
    const row = id === undefined ? undefined : store.getEdited(id);
    if (!row) return null;
    const isSame =
      known?.row.base === row.base &&
      known.row.latest === row.latest &&
      known.row.edits === row.edits &&
      known.row.deletion === row.deletion;
    if (known && isSame) return known.conflict;
    const conflict = conflictOf(row);
    known = conflict ? { row, conflict } : undefined;
    return conflict;
  }

  /** Shows the row that the walk has come to, or the next one that still needs a person. */
  function show(next: Partial<TableReview<T>> = {}): void {
    for (; at < ids.length; at++) {
      const id = ids[at];
      const conflict = conflictAt(id);
      if (id === undefined || !conflict) continue;
      const shown = {
        id,
        conflict,
        at: at + 1,
        all: ids.length,
        isAgain: false,
        isSaving: false,
        error: null,
      };
      return set({ reviewed: { ...shown, ...next } });
    }
    set({ reviewed: null });
  }

  function walk(next: readonly string[]): void {
    ids = next;
    at = 0;
    show();
  }

  function goOn(): boolean {
    at++;
    show();
    return true;
  }

  async function guarded(work: () => Promise<boolean>): Promise<boolean> {
    const { reviewed: review } = getState();
    if (!review || review.isSaving) return false;
    set({ reviewed: { ...review, isSaving: true, error: null } });
    try {
      return await work();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      show({ error });
      return false;
    }
  }

  /** Saves a row's resolution over the version that was shown. */
  function saveOver(mine: T, isForced = false): Promise<boolean> {
    return guarded(async () => {
      const { reviewed: review } = getState();
      if (review?.conflict.kind !== 'modified') return false;
      const { id, conflict } = review;
      const { theirs } = conflict;
      if (isEqual(mine, theirs.value)) return discard(id);
      store.sendResolved({ id, theirs, mine });
      const outcome = (await saving.sendReviewed([{ id, base: theirs, mine, isForced }])).get(id);
      if (outcome?.kind === 'saved') return goOn();
      if (outcome?.kind === 'conflict') show({ isAgain: true });
      else if (outcome?.kind === 'refused') show({ error: outcome.error });
      else set({ reviewed: null });
      return false;
    });
  }

  function discard(id: string): boolean {
    store.discard([id]);
    return goOn();
  }

  /** Saves mine of a deleted row: in its place, or as a new record. */
  function create(toValue: (mine: T) => NewRecord<T>, isReplacement: boolean): Promise<boolean> {
    return guarded(async () => {
      const { reviewed: review } = getState();
      if (review?.conflict.kind !== 'deleted') return false;
      const { id, conflict } = review;
      try {
        const record = await resource.create(toValue(conflict.mine), { isReplacement });
        if (isReplacement) store.settle(new Map([[id, { kind: 'saved', record, changes: [] }]]));
        else {
          store.addRows([record]);
          store.discard([id]);
        }
        onSaved([record]);
        return goOn();
      } catch (error) {
        const isBack = isReplacement && isResponseError(error) && [409, 412].includes(error.status);
        if (!isBack) throw error;
        // Somebody else brought it back: that is a version to merge with.
        store.receive([await resource.get(id)]);
        show({ isAgain: true });
        return false;
      }
    });
  }

  async function settleAll(pick: 'mine' | 'theirs'): Promise<void> {
    const rest = ids.slice(at).filter((id) => conflictAt(id)?.kind === 'modified');
    if (pick === 'theirs') store.discard(rest);
    else {
      const edits = rest.flatMap((id): (RowEdit<T> & { readonly id: string })[] => {
        const conflict = conflictAt(id);
        if (conflict?.kind !== 'modified') return [];
        const result = mergeConflict(conflict, resource.rules);
        const { merged } = resolve(
          result,
          result.conflicts.map(({ path }) => ({ path, pick: 'mine' as const })),
        );
        store.sendResolved({ id, theirs: conflict.theirs, mine: merged });
        return [{ id, base: conflict.theirs, mine: merged }];
      });
      await saving.sendReviewed(edits);
    }
    walk(ids.slice(at).filter((id) => conflictAt(id)));
  }

  return {
    walk,
    review: (id) => walk([id]),
    reviewAll: () => walk(store.idsIn('conflict', 'deleted')),
    reviewNext: () => void goOn(),
    settleAll,
    getDialog(): ConflictDialogState<T> {
      const { reviewed: review } = getState();
      const row = review ? store.getEdited(review.id) : undefined;
      return {
        resource,
        conflict: review?.conflict ?? null,
        choices: row?.choices ?? [],
        onChoicesChange: (choices) => review && store.choose(review.id, choices),
        isAgain: review?.isAgain ?? false,
        isSaving: review?.isSaving ?? false,
        error: review?.error ?? null,
        onSave: (merged) => saveOver(merged),
        onOverwrite: () => (review ? saveOver(review.conflict.mine, true) : Promise.resolve(false)),
        onDiscard: () => review && discard(review.id),
        onRecreate: () => create((mine) => mine, true),
        onSaveCopy: () => create(({ id: _old, ...copy }) => copy, false),
        onKeepEditing: () => set({ reviewed: null }),
      };
    },
  };
}
