import { useMemo, useState } from 'react';
import {
  getAt,
  isEqual,
  isSamePath,
  mergeConflict,
  own,
  rebase,
  resolve,
  type Choice,
  type Conflict,
  type FieldChange,
  type FieldConflict,
  type MergeResult,
  type Path,
  type Rules,
} from '../core/index.js';

/** A conflict under review: what merged, what is asked, what was chosen. */
export interface ConflictReview<T> {
  readonly conflict: Conflict<T>;
  /** The merge before anything was chosen. For a deleted record there is nothing to merge: it holds mine. */
  readonly result: MergeResult<T>;
  /** What would be saved now; theirs where nothing is chosen yet. */
  readonly merged: T;
  readonly choices: readonly Choice[];
  /** Conflicts that still need a choice. */
  readonly open: readonly FieldConflict[];
  /** What was merged word by word and no choice was made for: it would be saved as it is, and wants to be read before. */
  readonly unchecked: readonly FieldChange[];
  /** What others changed and the server would lose if `merged` were saved. */
  readonly overwritten: readonly FieldChange[];
  readonly isComplete: boolean;
  choiceAt(path: Path): Choice | undefined;
  /** What comes of a conflict or a change, as it would be saved now. */
  mergedAt(path: Path): unknown;
  /** Settles one path; a second choice for it replaces the first. */
  choose(choice: Choice): void;
  /** Takes the choice for a path back: a conflict is open again, an undone merge stands again. */
  unchoose(path: Path): void;
  /** Settles every conflict the same way. */
  chooseAll(pick: 'mine' | 'theirs'): void;
}

export interface ConflictOptions<T> {
  readonly rules?: Rules<T> | undefined;
  /** The choices, where something else keeps them. @default kept here, in another conflict of the same record as far as they still fit */
  readonly choices?: readonly Choice[] | undefined;
  readonly onChoicesChange?: ((choices: readonly Choice[]) => void) | undefined;
}

/**
 * The state behind a conflict dialog, without any markup: build another dialog from it.
 *
 * @example
 * const { open, choose, merged, isComplete } = useConflict(conflict, { rules: articles.rules })
 */
export function useConflict<T>(conflict: Conflict<T>, options: ConflictOptions<T> = {}): ConflictReview<T> {
  const { rules, onChoicesChange } = options;
  const result = useMemo(() => mergeConflict(conflict, rules), [conflict, rules]);
  const [kept, setKept] = useState<Kept<T>>({ conflict, result, choices: [] });
  const choices = useMemo(
    () => options.choices ?? choicesFor(conflict, result, kept),
    [options.choices, conflict, result, kept],
  );
  const resolved = useMemo(() => resolve(result, choices), [result, choices]);

  const change = (next: readonly Choice[]) => {
    setKept({ conflict, result, choices: next });
    onChoicesChange?.(next);
  };
  const choiceAt = (path: Path) => choices.find((choice) => isSamePath(choice.path, path));
  const without = (path: Path) => choices.filter((choice) => !isSamePath(choice.path, path));

  return {
    conflict,
    result,
    merged: resolved.merged,
    choices,
    open: resolved.conflicts,
    unchecked: result.changes.filter(({ kind, path }) => kind === 'auto' && !choiceAt(path)),
    overwritten: choices.flatMap((choice) => overwrittenBy(choice, resolved.changes)),
    isComplete: resolved.conflicts.length === 0,
    choiceAt,
    mergedAt(path) {
      const change = resolved.changes.find((entry) => isSamePath(entry.path, path));
      return change ? change.merged : getAt(resolved.merged, path);
    },
    choose: (choice) => change([...without(choice.path), choice]),
    unchoose: (path) => change(without(path)),
    chooseAll: (pick) => change(result.conflicts.map(({ path }) => ({ path, pick }))),
  };
}

interface Kept<T> {
  readonly conflict: Conflict<T>;
  readonly result: MergeResult<T>;
  readonly choices: readonly Choice[];
}

/** Another conflict of the same record keeps the choices that still answer its questions; another record starts without any. */
function choicesFor<T>(conflict: Conflict<T>, result: MergeResult<T>, kept: Kept<T>): readonly Choice[] {
  if (conflict === kept.conflict) return kept.choices;
  return idOf(conflict) === idOf(kept.conflict)
    ? rebase(kept.choices, result, { oldResult: kept.result })
    : [];
}

function idOf<T>({ base }: Conflict<T>): unknown {
  return own(base.value, 'id');
}

function overwrittenBy(choice: Choice, changes: readonly FieldChange[]): readonly FieldChange[] {
  // Theirs stays where theirs or both was picked, whatever of mine fits beside it.
  if ('pick' in choice && (choice.pick === 'both' || choice.pick === 'theirs')) return [];
  return changes.filter(
    ({ path, base, theirs, merged }) =>
      isSamePath(path, choice.path) && !isEqual(base, theirs) && !isEqual(theirs, merged),
  );
}
