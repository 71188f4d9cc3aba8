import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import { mergeByShape } from '../merge/merge.js';
import { identifyRows } from '../merge/identifyRows.js';
import { internValues } from '../merge/internValues.js';
import { mergeRows } from '../merge/mergeRows.js';
import { keyOf, type Path } from '../path.js';
import { takeAll } from '../text/takeAll.js';
import { regionsOf } from '../text/regions.js';
import type { PathMerge, Rule, Sides } from './rule.js';

/** Beyond so many edits a stretch of a plain list is taken as rewritten. */
const mostEdits = 1024;

export interface ListOptions<Item> {
  /** The field that names an item: a string or a number, unique in the list. Without it items merge like the lines of a text. */
  readonly key?: unknown extends Item ? string : keyof Item & string;
  /** How an item with a key merges. @default by its shape */
  readonly item?: Rule<Item>;
}

/**
 * Merges a list item by item. With a `key` each item merges with itself wherever it stands, and the order is merged by itself; without
 * one, edits that touch each other are a conflict of the whole list.
 *
 * @example
 * list({ key: 'id', item: object({ body: text() }) })
 */
export function list<Item>({ key, item }: ListOptions<NoInfer<Item>> = {}): Rule<readonly Item[]> {
  if (key === undefined) return { merge: mergePlainList };
  const mergeRow = item ? (sides: Sides, path: Path) => item.merge(sides, path) : mergeByShape;
  return {
    merge(sides, path) {
      const { base = [], mine, theirs } = sides;
      const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
      if (!areLists) return mergeAtomic(sides, path);
      if (![base, mine, theirs].some((rows) => hasTwins(rows, key))) {
        return mergeRows({ sides, path, key, rows: identifyRows({ base, mine, theirs }, key), mergeRow });
      }
      const whole = mergeAtomic(sides, path);
      const conflicts = whole.conflicts.map((conflict) => ({ ...conflict, kind: 'duplicate-key' as const }));
      return { ...whole, conflicts };
    },
  };
}

/** Tells whether two rows of a list have the same key: which is which, nobody can tell then. */
function hasTwins(rows: readonly unknown[], key: string): boolean {
  const keys = rows.map((row) => keyOf(row, key)).filter((name) => name !== undefined);
  return new Set(keys).size < keys.length;
}

/** Merges the items as pieces, the way of a text's lines. */
function mergePlainList(sides: Sides, path: Path): PathMerge {
  const { isBaseKnown, base = [], mine, theirs } = sides;
  const whole = mergeAtomic(sides, path);
  const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
  if (whole.conflicts.length === 0 || !areLists || !isBaseKnown) return whole;
  const [inBase, inMine, inTheirs] = internValues(base, mine, theirs);
  const pieces = { base: { ids: inBase }, mine: { ids: inMine }, theirs: { ids: inTheirs } };
  const regions = takeAll(regionsOf(pieces, { mostEdits }));
  const open = regions.filter(({ kind }) => kind === 'conflict');
  if (open.length > 0) {
    const isInsertion = open.every(({ start, end }) => start.base === end.base);
    const kind = isInsertion ? 'insert/insert' : 'update/update';
    return { ...whole, conflicts: [{ path, kind, ...present(sides) }] };
  }
  const merged = regions.flatMap(({ kind, start, end }): unknown[] =>
    kind === 'mine' ? mine.slice(start.mine, end.mine) : theirs.slice(start.theirs, end.theirs),
  );
  return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
}
