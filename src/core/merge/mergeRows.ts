import { eachSide, type ThreeSides } from '../eachSide.js';
import { keyOf, type Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { gather } from './gather.js';
import { mergeAtomic } from './mergeAtomic.js';
import { weaveRows, type RowId, type Rows } from './orderRows.js';

/** Merges a list of rows: each row with itself, wherever it stands; the order by itself. */
export function mergeRows(list: {
  readonly sides: Sides;
  readonly path: Path;
  readonly key: string;
  readonly mergeRow: (sides: Sides, path: Path) => PathMerge;
  readonly rows: ThreeSides<Rows>;
}): PathMerge {
  const { sides, path, key, rows, mergeRow } = list;
  const nameOf = (row: unknown) => keyOf(row, key) ?? row;
  const { report, add } = gather();
  const merged = new Map<RowId, unknown>();
  for (const id of new Set([...rows.base.keys(), ...rows.theirs.keys(), ...rows.mine.keys()])) {
    const row = eachSide(rows, (side) => side.get(id));
    const name = nameOf(row.base ?? row.theirs ?? row.mine);
    const value = add(mergeRow({ ...sides, ...row }, [...path, { key, value: name }]));
    if (value !== undefined) merged.set(id, value);
  }
  /** Whose order counts is told by the rows that all three sides have. */
  const inOrder = eachSide(rows, (side) =>
    [...side.keys()].filter((id) => rows.base.has(id) && rows.mine.has(id) && rows.theirs.has(id)),
  );
  const moved = mergeAtomic(sides, path, inOrder);
  const who = moved.changes[0]?.kind;
  const order = weaveRows(who === 'mine' ? rows.mine : rows.theirs, rows);
  const result = [...order.keys()].filter((id) => merged.has(id)).map((id) => merged.get(id));
  const sideNames = eachSide(rows, (side) => Array.from(side.values(), nameOf));
  const names = { path, ...sideNames, merged: result.map(nameOf) };
  if (moved.conflicts.length > 0) report.conflicts.push({ path, of: 'order', kind: 'order', ...sideNames });
  if (who) report.changes.push({ ...names, of: 'order', kind: who });
  (report.orders ??= []).push({ ...names, key });
  return { merged: result, ...report };
}
