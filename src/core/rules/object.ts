import { mergeObject } from '../merge/merge.js';
import type { Rule, Rules } from './rule.js';

/** Merges a field key by key, each by its own rule. Without rules this is what objects do anyway. */
export function object<T extends object = object>(rules: NoInfer<Rules<T>> = {}): Rule<T> {
  return { merge: (sides, path) => mergeObject({ sides, path, rules }) };
}
