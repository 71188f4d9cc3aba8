import type { Hunk, MergeResult } from '../conflicts.js';
import type { Rules } from '../rules/rule.js';
import { takeAll } from '../text/takeAll.js';
import { mergeWith, type ThreeWay } from './merge.js';

/**
 * Does what `merge` does, in steps of bounded work, so that a caller can pause between them. The record is merged twice, without its texts and
 * with them: a custom rule is asked twice.
 */
export function* mergeSteps<T>(edit: ThreeWay<T>, rules?: Rules<T>): Generator<undefined, MergeResult<T>> {
  const texts: Generator<undefined, readonly Hunk[]>[] = [];
  const withoutTexts = mergeWith(
    (steps) => {
      texts.push(steps);
      return [];
    },
    edit,
    rules,
  );
  if (texts.length === 0) return withoutTexts;
  const done: (readonly Hunk[])[] = [];
  for (const steps of texts) done.push(yield* steps);
  // Both times the texts come in the same order.
  return mergeWith((steps) => done.shift() ?? takeAll(steps), edit, rules);
}
