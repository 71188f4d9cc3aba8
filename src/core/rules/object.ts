import { mergeObject } from '../merge/mergeObject.js';
import { checkRules } from './checkRules.js';
import type { Rule, Rules } from './rule.js';

/**
 * Merges a field key by key, each by its own rule. Without rules this is what objects do anyway.
 *
 * @throws TypeError where a field has two rules.
 */
export function object<T extends object = object>(rules: NoInfer<Rules<T>> = {}): Rule<T> {
  checkRules(rules);
  return { merge: (sides, path) => mergeObject({ sides, path, rules }) };
}
