import { mergeAtomic, mergeObject } from './merge.js';
import type { Rule, Rules } from './rule.js';

/** Merges a field as one piece: two different edits are a conflict, whatever is inside. */
export function atomic(): Rule<unknown> {
  return { kind: 'atomic', merge: mergeAtomic };
}

/** Merges a field key by key, each by its own rule. Without rules this is what objects do anyway. */
export function object<T extends object>(rules: Rules<T> = {}): Rule<T> {
  return { kind: 'object', merge: (sides, path) => mergeObject({ sides, path, rules }) };
}
