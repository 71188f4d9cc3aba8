import { eachSide, type ThreeSides } from '../eachSide.js';
import { keyOf, type Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { gather } from './gather.js';
import { mergeAtomic } from './mergeAtomic.js';
import { weaveRows, whoMoved, type RowId, type Rows } from './orderRows.js';

/**
 * Merges a list of rows: each row with itself, wherever it stands; the order by itself. A list that only one side changed
 * is taken whole, a base that is missing counts as an empty list.
 */
export function mergeRows(list: {
  readonly sides: Sides;
  readonly path: Path;
  readonly key: string;
  readonly mergeRow: (sides: Sides, path: Path) => PathMerge;
  readonly rows: ThreeSides<Rows>;
}): PathMerge {
  const { sides, path, key, rows, mergeRow } = list;
  const whole = mergeAtomic(sides, path);
  if (whole.conflicts.length === 0 || !sides.isBaseKnown) return whole;
  const nameOf = (row: unknown) => keyOf(row, key) ?? row;
  const { report, add } = gather();
  const merged = new Map<RowId, unknown>();
  for (const id of new Set([...rows.base.keys(), ...rows.theirs.keys(), ...rows.mine.keys()])) {
    const row = eachSide(rows, (side) => side.get(id));
    const name = nameOf(row.base ?? row.theirs ?? row.mine);
    const value = add(mergeRow({ ...sides, ...row }, [...path, { key, value: name }]));
    if (value !== undefined) merged.set(id, value);
  }
  const who = whoMoved(rows);
  const order = weaveRows(who === 'mine' ? rows.mine : rows.theirs, rows);
  const ids = [...order.keys()].filter((id) => merged.has(id));
  const names = eachSide(rows, (side) => Array.from(side.values(), nameOf));
  const entry = { path, of: 'order', ...names } as const;
  if (who === 'conflict') report.conflicts.push({ ...entry, kind: 'order' });
  else if (who !== 'nobody')
    report.changes.push({ ...entry, kind: who, merged: ids.map((id) => nameOf(merged.get(id))) });
  (report.orders ??= []).push({ path, key, ...names, merged: who === 'mine' ? names.mine : names.theirs });
  return { merged: ids.map((id) => merged.get(id)), ...report };
}
