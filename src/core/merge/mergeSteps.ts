import type { Hunk, MergeResult } from '../conflicts.js';
import { formatPath } from '../path.js';
import type { Rules } from '../rules/rule.js';
import { mergeText } from '../text/mergeText.js';
import { takeAll } from '../text/takeAll.js';
import { mergeWith, type ThreeWay } from './merge.js';

/** Texts up to this length, all sides together, are merged in one step. */
const shortText = 50_000;

/** Does what `merge` does, in steps, so that a caller can pause between them. What is a step depends on the texts alone. */
export function* mergeSteps<T>(edit: ThreeWay<T>, rules?: Rules<T>): Generator<undefined, MergeResult<T>> {
  const long = new Map<string, Generator<undefined, Hunk[]>>();
  const result = mergeWith(
    (sides, { path, keyOf }) => {
      const steps = mergeText(sides, keyOf);
      const { base, mine, theirs } = sides;
      if (base.length + mine.length + theirs.length <= shortText) return takeAll(steps);
      long.set(formatPath(path), steps);
      return [];
    },
    edit,
    rules,
  );
  if (long.size === 0) return result;
  const done = new Map<string, readonly Hunk[]>();
  for (const [path, steps] of long) done.set(path, yield* steps);
  return mergeWith(
    (sides, { path, keyOf }) => done.get(formatPath(path)) ?? takeAll(mergeText(sides, keyOf)),
    edit,
    rules,
  );
}
