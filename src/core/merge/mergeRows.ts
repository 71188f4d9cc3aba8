import { keyOf, type Path } from '../path.js';
import type { PathMerge, Sides } from '../rules/rule.js';
import { mergeAtomic } from './mergeAtomic.js';
import { gather } from './gather.js';
import { hasTwins, identifyRows, type RowId } from './identifyRows.js';
import { orderRows } from './orderRows.js';

/**
 * Merges a list of rows that have keys: each row with itself, wherever it stands; the order by itself. A list that only one
 * side changed is taken whole. A row without a key is the base's row of the same content, else a new one.
 */
export function mergeRows(list: {
  readonly sides: Sides;
  readonly path: Path;
  readonly key: string;
  readonly mergeRow: (sides: Sides, path: Path) => PathMerge;
}): PathMerge {
  const { sides, path, key, mergeRow } = list;
  const { base = [], mine, theirs } = sides;
  const whole = mergeAtomic(sides, path);
  const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
  if (whole.conflicts.length === 0 || !areLists || !sides.isBaseKnown) return whole;
  const lists = { base: base as unknown[], mine: mine as unknown[], theirs: theirs as unknown[] };
  if (Object.values(lists).some((rows) => hasTwins(rows, key))) {
    return {
      ...whole,
      conflicts: whole.conflicts.map((conflict) => ({ ...conflict, kind: 'duplicate-key' })),
    };
  }
  const rows = identifyRows(lists, key);
  const merged = new Map<RowId, unknown>();
  const { report, add } = gather();
  for (const id of new Set([...rows.base.keys(), ...rows.theirs.keys(), ...rows.mine.keys()])) {
    const row = { base: rows.base.get(id), mine: rows.mine.get(id), theirs: rows.theirs.get(id) };
    const some = row.base ?? row.theirs ?? row.mine;
    const merge = keyOf(some, key) === undefined ? mergeAtomic : mergeRow;
    const value = add(merge({ ...sides, ...row }, [...path, { key, value: nameOf(some, key) }]));
    if (value !== undefined) merged.set(id, value);
  }
  const { kind, ...order } = orderRows(rows);
  const ids = [...order.merged.keys()].filter((id) => merged.has(id));
  const namesOf = (side: ReadonlyMap<RowId, unknown>) => Array.from(side.values(), (row) => nameOf(row, key));
  const entry = { path, of: 'order' as const, ...mapSides(rows, namesOf) };
  if (kind === 'conflict') report.conflicts.push({ ...entry, kind: 'order' });
  else if (kind !== 'same') {
    report.changes.push({ ...entry, kind, merged: ids.map((id) => nameOf(merged.get(id), key)) });
  }
  const isSettled = kind === 'same' && Object.values(rows).every(({ size }) => size === order.merged.size);
  if (!isSettled) {
    report.orders.push({ path, key, ...mapSides(order, namesOf), merged: namesOf(order.merged) });
  }
  return { merged: ids.map((id) => merged.get(id)), ...report };
}

/** A row's key; a row without one is named by its content. */
function nameOf(row: unknown, key: string): unknown {
  return keyOf(row, key) ?? row;
}

function mapSides<A, B>(
  { base, mine, theirs }: Readonly<Record<'base' | 'mine' | 'theirs', A>>,
  map: (side: A) => B,
): Record<'base' | 'mine' | 'theirs', B> {
  return { base: map(base), mine: map(mine), theirs: map(theirs) };
}
