import type { FieldChange, FieldConflict, ListOrder, MergeResult } from './conflicts.js';
import { merge } from './merge/merge.js';
import { putEntry } from './merge/putEntry.js';
import { resolve } from './merge/resolve.js';
import type { Rules } from './rules/rule.js';
import type { Versioned } from './versions.js';

/** A form's two sides, after a newer version was seen. */
export interface Advanced<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  /** What followed the newer version by itself. */
  readonly followed: readonly FieldChange[];
  /** What others changed and this person changed too: it stays as typed, and is merged or asked when it is saved. */
  readonly contested: readonly Entry[];
}

type Entry = FieldConflict | FieldChange;

/**
 * Takes a newer version into an edit that is going on: paths the person left alone follow it, what was typed stays.
 *
 * Where both changed a path, the base keeps its old token and, at that path, its old value: a save from there is refused by the server
 * and merged, so what others wrote can't be overwritten unseen. Without such a path the base becomes `theirs`, token and all.
 */
export function advance<T>(
  edit: { readonly base: Versioned<T>; readonly mine: T; readonly theirs: Versioned<T> },
  rules?: Rules<T>,
): Advanced<T> {
  const { base, mine, theirs } = edit;
  const result = merge({ base: base.value, mine, theirs: theirs.value }, rules);
  const fitting = result.changes.filter(({ kind }) => kind === 'merged' || kind === 'auto');
  const contested = [...result.conflicts, ...fitting];
  const typed = contested.map((entry) => ({ path: entry.path, value: entry.mine }));
  return {
    base: holdBack({ base, record: theirs, contested, orders: result.orders }),
    mine: resolve(result, typed).merged,
    followed: result.changes.filter(({ kind }) => kind === 'theirs'),
    contested,
  };
}

/**
 * Makes a newer record the base, but for contested paths: there the base keeps its old value, and its old token with it, so that
 * a save from there is refused and asks.
 */
export function holdBack<T>(step: {
  readonly base: Versioned<T>;
  readonly record: Versioned<T>;
  readonly contested: readonly Entry[];
  readonly orders?: readonly ListOrder[] | undefined;
}): Versioned<T> {
  const { base, record, contested, orders = [] } = step;
  if (contested.length === 0) return record;
  const held = contested.reduce<Pick<MergeResult<T>, 'merged' | 'orders'>>(
    (next, entry) => putEntry(next, { entry, value: entry.base }),
    { merged: record.value, orders },
  );
  return { ...base, value: held.merged };
}

/**
 * Gives what a form holds once a save is answered: the server's answer, and on top what was typed while it was on its way.
 */
export function settle<T>(
  save: { readonly sent: T; readonly mine: T; readonly saved: T },
  rules?: Rules<T>,
): T {
  const result = merge({ base: save.sent, mine: save.mine, theirs: save.saved }, rules);
  return resolve(
    result,
    result.conflicts.map(({ path }) => ({ path, pick: 'mine' as const })),
  ).merged;
}
