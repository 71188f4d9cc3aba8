import {
  isGoneError,
  isNetworkError,
  isResponseError,
  randomKey,
  stopLate,
  type NewRecord,
  type RecordValue,
} from '../../../client/index.js';
import { isEqual, mergeConflict, resolve, type Conflict, type Versioned } from '../../../core/index.js';
import type { ConflictDialogState } from '../../conflictDialogState.js';
import { conflictOf, type EditedRow } from '../store/editedRow.js';
import type { Decided, Saving } from './createSaving.js';
import type { TableReview, TableSession, TableShell } from './tableSession.js';

type Reviewing<T extends RecordValue> = Pick<
  TableSession<T>,
  'review' | 'reviewAll' | 'reviewNext' | 'settleAll' | 'getDialog'
> & {
  /** Walks through these rows, behind those that are being reviewed. */
  walkOn(ids: readonly string[]): void;
};

interface Creation<T extends RecordValue> {
  readonly id: string;
  readonly value: NewRecord<T>;
  readonly isReplacement: boolean;
  readonly signal: AbortSignal;
}

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
    // Of one that is on its way nobody knows yet what the server makes of it.
    if (!row || row.sent) return null;
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
        isLeft: false,
        isSaving: false,
        error: null,
      };
      return set({ reviewed: { ...shown, ...next } });
    }
    set({ reviewed: null });
  }

  function walk(next: readonly string[], review?: Partial<TableReview<T>>): void {
    ids = next;
    at = 0;
    show(review);
  }

  function walkOn(more: readonly string[]): void {
    const { reviewed: review } = getState();
    if (!review) return walk(more);
    ids = [...new Set([...ids, ...more])];
    set({ reviewed: { ...review, all: ids.length } });
  }

  /** An answer may come when the dialog was closed, or shows another row. */
  const isShown = (id: string) => getState().reviewed?.id === id;

  /** The row is settled. */
  function goOn(id: string): true {
    if (!isShown(id)) return true;
    at++;
    show();
    return true;
  }

  function showAgain(id: string, next: Partial<TableReview<T>>): false {
    // What is said of a row is not said of the next one.
    if (isShown(id)) show(conflictAt(id) ? next : {});
    return false;
  }

  async function guarded(work: (review: TableReview<T>) => Promise<boolean>): Promise<boolean> {
    const { reviewed: review } = getState();
    if (!review || review.isSaving) return false;
    set({ reviewed: { ...review, isSaving: true, error: null } });
    try {
      return await work(review);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      return showAgain(review.id, { error });
    }
  }

  /** Saves a row's resolution over the version that was shown. */
  function saveOver(mine: T, isForced = false): Promise<boolean> {
    return guarded(async ({ id, conflict }) => {
      if (conflict.kind !== 'modified') return false;
      const base = conflict.theirs;
      if (isEqual(mine, base.value)) return discard(id);
      const outcome = (await saving.sendReviewed([{ id, base, mine, isForced, over: conflict.mine }])).get(
        id,
      );
      if (outcome?.kind === 'saved') return goOn(id);
      if (outcome?.kind === 'conflict') return showAgain(id, { isAgain: true });
      if (outcome?.kind === 'refused') return showAgain(id, { error: outcome.error });
      // It was typed into since, or stopped: nothing was sent.
      if (!outcome && conflictAt(id)) return showAgain(id, {});
      if (isShown(id)) set({ reviewed: null });
      return false;
    });
  }

  function discard(id: string): boolean {
    store.discard([id]);
    return goOn(id);
  }

  /** Creates that were not answered: as long as nothing else is edited, they are asked for by the same key. There is never a second copy. */
  const asked = new Map<string, { readonly edits: unknown; readonly key: string }>();

  /** Saves mine of a deleted row: in its place, or as a new record. */
  function create(toValue: (mine: T) => NewRecord<T>, isReplacement: boolean): Promise<boolean> {
    return guarded(async ({ id, conflict }) => {
      if (conflict.kind !== 'deleted') return false;
      try {
        const record = await shell.saveInTurn(({ signal }) =>
          createNow({ id, value: toValue(conflict.mine), isReplacement, signal }),
        );
        if (!record) return showAgain(id, {});
        if (isReplacement) store.settle(new Map([[id, { kind: 'saved', record, changes: [] }]]));
        else {
          store.addRows([record]);
          store.discard([id]);
        }
        onSaved([record]);
        return goOn(id);
      } catch (error) {
        const isBack = isReplacement && isResponseError(error) && [409, 412].includes(error.status);
        if (!isBack) throw error;
        // Somebody else brought it back: that is a version to merge with.
        store.receive([await resource.get(id)]);
        return showAgain(id, { isAgain: true });
      }
    });
  }

  /** @returns undefined where it was stopped, or settled otherwise, while it waited for its turn, or was made before and is gone again. */
  async function createNow({
    id,
    value,
    isReplacement,
    signal,
  }: Creation<T>): Promise<Versioned<T> | undefined> {
    if (signal.aborted || conflictAt(id)?.kind !== 'deleted') return undefined;
    const place = `${isReplacement} ${id}`;
    const edits = store.getEdited(id)?.edits;
    const known = asked.get(place);
    const isAskedAgain = known !== undefined && known.edits === edits;
    const key = isAskedAgain ? known.key : randomKey();
    asked.delete(place);
    try {
      const made = await stopLate(signal, (late) =>
        resource.create(value, { isReplacement, idempotencyKey: key, signal: late }),
      );
      // The answer is the first one, and may be old.
      return isAskedAgain ? await resource.get(made.value.id) : made;
    } catch (error) {
      if (isAskedAgain && isGoneError(error)) return undefined;
      if (isNetworkError(error)) asked.set(place, { edits, key });
      throw error;
    }
  }

  async function settleAll(pick: 'mine' | 'theirs'): Promise<void> {
    await guarded(async (review) => {
      const open = ids.slice(at).filter((id) => conflictAt(id)?.kind === 'modified');
      if (pick === 'theirs') store.discard(open);
      else await saving.sendReviewed(open.flatMap((id) => resolvedAsMine(id) ?? []));
      const left = ids.slice(at).filter((id) => conflictAt(id));
      if (isShown(review.id)) walk(left, { isLeft: true });
      return true;
    });
  }

  function resolvedAsMine(id: string): Decided<T> | undefined {
    const conflict = conflictAt(id);
    const isValid = Object.keys(store.getEdited(id)?.faults ?? {}).length === 0;
    if (conflict?.kind !== 'modified' || !isValid) return undefined;
    const result = mergeConflict(conflict, resource.rules);
    const choices = result.conflicts.map(({ path }) => ({ path, pick: 'mine' as const }));
    return { id, base: conflict.theirs, mine: resolve(result, choices).merged, over: conflict.mine };
  }

  return {
    walkOn,
    review: (id) => walk([id]),
    reviewAll: () => walk(store.idsIn('conflict', 'deleted')),
    reviewNext() {
      const { reviewed: review } = getState();
      if (review && !review.isSaving) goOn(review.id);
    },
    settleAll,
    getDialog(): ConflictDialogState<T> {
      const { reviewed: review } = getState();
      const row = review ? store.getEdited(review.id) : undefined;
      return {
        resource,
        conflict: review?.conflict ?? null,
        choices: row?.choices ?? [],
        onChoicesChange: (choices) => review && store.choose(review.id, choices),
        isAsked: !review?.isAgain,
        isAgain: review?.isAgain ?? false,
        isSaving: review?.isSaving ?? false,
        error: review?.error ?? null,
        onSave: (merged) => saveOver(merged),
        onOverwrite: () => (review ? saveOver(review.conflict.mine, true) : Promise.resolve(false)),
        onDiscard: () => review && !review.isSaving && discard(review.id),
        onRecreate: () => create((mine) => mine, true),
        onSaveCopy: () => create(({ id: _old, ...copy }) => copy, false),
        onKeepEditing: () => set({ reviewed: null }),
      };
    },
  };
}
