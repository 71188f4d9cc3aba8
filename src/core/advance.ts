import type { FieldChange, FieldConflict, MergeResult } from './conflicts.js';
import { merge } from './merge/merge.js';
import { setAt } from './path.js';
import { resolve } from './merge/resolve.js';
import type { Rules } from './rules/rule.js';
import type { Versioned } from './versions.js';

/** A form's two sides, after a newer version was seen. */
export interface Advanced<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  /** What followed the newer version by itself. */
  readonly followed: readonly FieldChange[];
  /** What others changed and this person changed too: it stays as typed, and is asked when it is saved. */
  readonly contested: readonly FieldConflict[];
}

/**
 * Takes a newer version into an edit that is going on: paths the person left alone follow it, what was typed stays.
 *
 * Where both changed a path, the base keeps its old token and, at that path, its old value: a save from there is refused by the server
 * and asks, so what others wrote can't be overwritten unseen. Without such a path the base becomes `theirs`, token and all.
 */
export function advance<T>(
  edit: { readonly base: Versioned<T>; readonly mine: T; readonly theirs: Versioned<T> },
  rules?: Rules<T>,
): Advanced<T> {
  const { base, mine, theirs } = edit;
  const result = merge({ base: base.value, mine, theirs: theirs.value }, rules);
  const followed = result.changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both');
  const contested = result.conflicts;
  const held = holdBack({ base, record: theirs, contested });
  return { base: held, mine: contested.length === 0 ? result.merged : keepMine(result), followed, contested };
}

/**
 * Makes a newer record the base, but for contested paths: there the base keeps its old value, and its old token with it, so that
 * a save from there is refused and asks.
 */
export function holdBack<T>(step: {
  readonly base: Versioned<T>;
  readonly record: Versioned<T>;
  readonly contested: readonly FieldConflict[];
}): Versioned<T> {
  const { base, record, contested } = step;
  if (contested.length === 0) return record;
  const value = contested.reduce<unknown>(
    (next, { path, base: old }) => setAt(next, path, old),
    record.value,
  );
  // setAt only put values of the record's own type back where they had been.
  return { ...base, value: value as T };
}

/**
 * Gives what a form holds once a save is answered: the server's answer, and on top what was typed while it was on its way.
 */
export function settle<T>(
  save: { readonly sent: T; readonly mine: T; readonly saved: T },
  rules?: Rules<T>,
): T {
  return keepMine(merge({ base: save.sent, mine: save.mine, theirs: save.saved }, rules));
}

function keepMine<T>(result: MergeResult<T>): T {
  return resolve(
    result,
    result.conflicts.map(({ path }) => ({ path, pick: 'mine' as const })),
  ).merged;
}
