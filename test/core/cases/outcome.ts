import { merge, type FieldConflict, type Group, type MergeResult, type Rule, type Rules } from 'noclobber';
import { expect } from 'vitest';

interface Edit {
  readonly base: object | null;
  readonly mine: object;
  readonly theirs: object;
}
type AnyRules = Readonly<Record<string, Rule | Group>>;

/** Expects a merge without a question, and exactly this value. */
export function expectMerged(edit: Edit, merged: object, rules: AnyRules = {}): MergeResult<object> {
  const result = merge<object>(edit, rules as Rules<object>);
  expect(result.conflicts).toStrictEqual([]);
  expect(result.merged).toStrictEqual(merged);
  return result;
}

/** Expects exactly these questions; what a conflict does not name must be absent. Hunks are looked at apart. */
export function expectAsked(
  edit: Edit,
  conflicts: readonly (FieldConflict & { readonly of?: 'order' | 'group' })[],
  rules: AnyRules = {},
): MergeResult<object> {
  const result = merge<object>(edit, rules as Rules<object>);
  expect(result.conflicts.map(({ hunks: _hunks, ...conflict }) => conflict)).toStrictEqual(conflicts);
  return result;
}
