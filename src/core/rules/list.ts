import { eachSide } from '../eachSide.js';
import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import { identifyRows } from '../merge/identifyRows.js';
import { internValues } from '../merge/internValues.js';
import { mergeRows } from '../merge/mergeRows.js';
import type { Rows } from '../merge/orderRows.js';
import { keyOf, type Path } from '../path.js';
import { takeAll } from '../text/takeAll.js';
import { diffPieces } from '../text/diffPieces.js';
import { regionsOf, type Stretch } from '../text/regions.js';
import { chain, type Codec, type CodecOptions } from './codec.js';
import type { PathMerge, Rule, Sides } from './rule.js';

/** Beyond so many edits a stretch of a plain list is taken as rewritten. */
const mostEdits = 1024;

export type ListOptions<Item> = WithKey<Item> | WithoutKey;

interface WithoutKey extends CodecOptions {
  readonly key?: undefined;
  readonly item?: undefined;
}

interface WithKey<Item> {
  /** The field that names an item: a string or a number, unique in the list. Without it items merge like the lines of a text. */
  readonly key: unknown extends Item ? string : NamingFields<Item>;
  /** How an item merges. @default by its shape */
  readonly item?: Rule<Item>;
  readonly codecs?: undefined;
}

type NamingFields<Item> = {
  [K in keyof Item & string]-?: NonNullable<Item[K]> extends string | number ? K : never;
}[keyof Item & string];

/**
 * Merges a list item by item. With a `key` each item merges with itself wherever it stands, and the order is merged by itself; without
 * one, edits that touch each other are a conflict of the whole list; codecs say which items count as equal then.
 *
 * @example
 * list({ key: 'id', item: object({ body: text() }) })
 */
export function list<Item>({ key, item, codecs = [] }: ListOptions<NoInfer<Item>> = {}): Rule<
  readonly Item[]
> {
  if (key === undefined) {
    const read = chain(codecs);
    return { merge: (sides, path) => mergePlainList(sides, path, read) };
  }
  return {
    merge(sides, path) {
      const { base = [], mine, theirs } = sides;
      const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
      if (!areLists) return mergeAtomic(sides, path);
      const whole = mergeAtomic(sides, path);
      if ([base, mine, theirs].some((rows) => hasTwins(rows, key))) {
        const conflicts = whole.conflicts.map((conflict) => ({
          ...conflict,
          kind: 'duplicate-key' as const,
        }));
        return { ...whole, conflicts };
      }
      const rows = identifyRows({ base, mine, theirs }, key);
      // A rule may count what nobody else does; but of rows without a key that both added, nobody can tell which are the same.
      const addsNameless = (side: Rows) =>
        [...side.keys()].some((id) => typeof id === 'symbol' && !rows.base.has(id));
      const isClear = item && !(addsNameless(rows.mine) && addsNameless(rows.theirs));
      return (whole.conflicts.length > 0 || isClear) && sides.isBaseKnown
        ? mergeRows({ sides, path, key, rows, mergeRow: item?.merge ?? sides.byShape })
        : whole;
    },
  };
}

/** Tells whether two rows of a list have the same key: which is which, nobody can tell then. */
function hasTwins(rows: readonly unknown[], key: string): boolean {
  const keys = rows.map((row) => keyOf(row, key)).filter((name) => name !== undefined);
  return new Set(keys).size < keys.length;
}

/** Merges the items as pieces, the way of a text's lines. */
function mergePlainList(sides: Sides, path: Path, read: Codec): PathMerge {
  const { isBaseKnown, base = [], mine, theirs } = sides;
  const readItems = (list: readonly unknown[]) => Array.from(list, read);
  const readings = eachSide(sides, (side) => (Array.isArray(side) ? readItems(side) : side));
  const whole = mergeAtomic(sides, path, readings);
  const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
  if (whole.conflicts.length === 0 || !areLists || !isBaseKnown) return whole;
  const [inBase, inMine, inTheirs] = internValues(readItems(base), readItems(mine), readItems(theirs));
  const editsOf = (side: readonly number[]) => ({
    edits: takeAll(diffPieces({ base: inBase, side }, { mostEdits })).map(([baseStart, baseEnd, , end]) => ({
      start: baseStart,
      end: baseEnd,
      shift: end - baseEnd,
    })),
    placeOf: (place: number, shift: number) => place + shift,
  });
  const contentOf = (ids: readonly number[], stretch: Stretch) => ids.slice(...stretch).join();
  const regions = regionsOf(
    { mine: editsOf(inMine), theirs: editsOf(inTheirs) },
    {
      length: base.length,
      isSame: (ours, others) => contentOf(inMine, ours) === contentOf(inTheirs, others),
      // Both took items out of one run of equal ones: which of them, nobody can tell.
      isNear: (before, after) => {
        const run = new Set(inBase.slice(before.end - 1, after.start + 1));
        return run.size === 1 && before.start < before.end && after.start < after.end;
      },
    },
  );
  const open = regions.filter(({ kind }) => kind === 'conflict');
  if (open.length > 0) {
    const isInsertion = open.every((region) => region.base[0] === region.base[1]);
    const kind = isInsertion ? 'insert/insert' : 'update/update';
    return { ...whole, conflicts: [{ path, kind, ...present(sides) }] };
  }
  const merged = regions.flatMap((region): unknown[] =>
    region.kind === 'mine' ? mine.slice(...region.mine) : theirs.slice(...region.theirs),
  );
  return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
}
