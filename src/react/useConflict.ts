import { useMemo, useState } from 'react';
import {
  getAt,
  isSamePath,
  lossOf,
  mergeConflict,
  own,
  pickHunk,
  picksOf,
  rebase,
  resolve,
  type Choice,
  type Conflict,
  type FieldChange,
  type FieldConflict,
  type Hunk,
  type HunkPick,
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
  /** Choices of the conflict before this one that don't answer it any more: their fields are asked again. */
  readonly outdated: readonly Choice[];
  /** Conflicts that still need a choice. */
  readonly open: readonly FieldConflict[];
  /** What was merged word by word and no choice was made for: it would be saved as it is, and wants to be read before. */
  readonly unchecked: readonly FieldChange[];
  /** What others changed and the server would lose, in part or all of it, if `merged` were saved. */
  readonly overwritten: readonly FieldChange[];
  readonly isComplete: boolean;
  choiceAt(path: Path): Choice | undefined;
  /** What comes of a conflict or a change, as it would be saved now. */
  mergedAt(path: Path): unknown;
  /** Settles one path; a second choice for it replaces the first. */
  choose(choice: Choice): void;
  /** Takes the choice for a path back: a conflict is open again, an undone merge stands again. */
  unchoose(path: Path): void;
  /** Settles every conflict the same way; what merged stays as it is, undone or not. */
  chooseAll(pick: 'mine' | 'theirs'): void;
  /** The stretches of a text as they stand now, one for one those of the conflict; undefined for what has none. */
  hunksAt(path: Path): readonly Hunk[] | undefined;
  /** What was picked for one stretch of a text, counted from 0 among all of its hunks. */
  pickAt(path: Path, hunk: number): HunkPick | undefined;
  /** Settles one stretch of a text and leaves the others as they are; undefined opens it again. */
  pick(path: Path, hunk: number, pick: HunkPick | undefined): void;
}

export interface ConflictOptions<T> {
  readonly rules?: Rules<T> | undefined;
  /** The merge, where it is made already: `mergeAsync` makes that of a large record without a frozen page. @default made here, at once */
  readonly result?: MergeResult<T> | undefined;
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
  const { rules, onChoicesChange, result: given } = options;
  const result = useMemo(() => given ?? mergeConflict(conflict, rules), [conflict, rules, given]);
  const [kept, setKept] = useState<Kept<T>>({
    conflict,
    result,
    choices: options.choices ?? [],
    outdated: [],
  });
  const choices = useMemo(
    () => options.choices ?? choicesFor(conflict, result, kept),
    [options.choices, conflict, result, kept],
  );
  const resolved = useMemo(() => resolve(result, choices), [result, choices]);
  const isAt = (path: Path) => (entry: { readonly path: Path }) => isSamePath(entry.path, path);
  const entryAt = (path: Path) => [...result.conflicts, ...result.changes].find(isAt(path));
  const choiceAt = (path: Path) => choices.find(isAt(path));
  const without = (path: Path) => choices.filter((choice) => !isAt(path)(choice));
  const outdated =
    conflict === kept.conflict || idOf(conflict) !== idOf(kept.conflict)
      ? kept.outdated
      : kept.choices.filter(({ path }) => resolved.conflicts.some(isAt(path)));

  const change = (next: readonly Choice[]) => {
    setKept({ conflict, result, choices: next, outdated });
    onChoicesChange?.(next);
  };
  const isLost = ({ path }: FieldChange) => {
    const [entry, choice] = [entryAt(path), choiceAt(path)];
    return entry && choice && lossOf(entry, choice) !== 'nothing';
  };

  return {
    conflict,
    result,
    merged: resolved.merged,
    choices,
    outdated,
    open: resolved.conflicts,
    unchecked: result.changes.filter(({ kind, path }) => kind === 'auto' && !choiceAt(path)),
    overwritten: choices.flatMap(({ path }) => resolved.changes.filter(isAt(path)).filter(isLost)),
    isComplete: resolved.conflicts.length === 0,
    choiceAt,
    mergedAt(path) {
      const settled = resolved.changes.find(isAt(path));
      return settled ? settled.merged : getAt(resolved.merged, path);
    },
    choose: (choice) => change([...without(choice.path), choice]),
    unchoose: (path) => change(without(path)),
    chooseAll: (pick) =>
      change([
        ...choices.filter(({ path }) => !result.conflicts.some(isAt(path))),
        ...result.conflicts.map(({ path }) => ({ path, pick })),
      ]),
    hunksAt: (path) => [...resolved.conflicts, ...resolved.changes].find(isAt(path))?.hunks,
    pickAt(path, hunk) {
      const [entry, choice] = [entryAt(path), choiceAt(path)];
      return choice && !('value' in choice) ? picksOf(entry?.hunks ?? [], choice)?.[hunk] : undefined;
    },
    pick(path, at, pick) {
      const entry = entryAt(path);
      if (!entry) return;
      const next = pickHunk(entry, { choice: choiceAt(path), at, pick });
      const isEmpty = 'hunks' in next && !next.hunks.some(Boolean);
      change(isEmpty ? without(path) : [...without(path), next]);
    },
  };
}

interface Kept<T> {
  readonly conflict: Conflict<T>;
  readonly result: MergeResult<T>;
  readonly choices: readonly Choice[];
  readonly outdated: readonly Choice[];
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
