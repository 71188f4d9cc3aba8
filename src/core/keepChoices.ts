import type { Choice, MergeResult } from './conflicts.js';
import { isEqual } from './isEqual.js';
import { isSamePath, type Path } from './path.js';

/** Keeps the choices that still answer the same question after the merge came out differently. */
export function keepChoices<T>(
  choices: readonly Choice[],
  { before, after }: { readonly before: MergeResult<T>; readonly after: MergeResult<T> },
): readonly Choice[] {
  return choices.filter(({ path }) => {
    const [asked, asks] = [entryAt(before, path), entryAt(after, path)];
    return asked && asks && isEqual(asked.theirs, asks.theirs) && isEqual(asked.mine, asks.mine);
  });
}

function entryAt<T>({ conflicts, changes }: MergeResult<T>, path: Path) {
  return [...conflicts, ...changes].find((entry) => isSamePath(entry.path, path));
}
