import type { Hunk, MergeResult } from '../conflicts.js';
import { formatPath } from '../path.js';
import type { Rules } from '../rules/rule.js';
import { takeAll } from '../text/takeAll.js';
import { mergeWith, type ThreeWay } from './merge.js';

/** Does what `merge` does, in steps of bounded work, so that a caller can pause between them. */
export function* mergeSteps<T>(edit: ThreeWay<T>, rules?: Rules<T>): Generator<undefined, MergeResult<T>> {
  const texts = new Map<string, Generator<undefined, readonly Hunk[]>>();
  const withoutTexts = mergeWith(
    (steps, path) => {
      texts.set(formatPath(path), steps);
      return [];
    },
    edit,
    rules,
  );
  if (texts.size === 0) return withoutTexts;
  const done = new Map<string, readonly Hunk[]>();
  for (const [path, steps] of texts) done.set(path, yield* steps);
  return mergeWith((steps, path) => done.get(formatPath(path)) ?? takeAll(steps), edit, rules);
}
