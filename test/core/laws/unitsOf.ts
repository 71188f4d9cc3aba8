import type { Path } from 'noclobber';
import { type Doc, type Docs, type Three } from './arbitraries.js';
import { canon, isPlain, keyOf } from './canon.js';

/** How a value merges; `whole` as one piece. A tree where the value is entered. */
type Kind = 'whole' | 'text' | 'set' | 'counter' | 'list' | 'prefer' | 'server' | Tree;
interface Tree {
  readonly of: 'fields' | 'rows';
  readonly fields?: Readonly<Record<string, Kind>>;
}

const free: Tree = { of: 'fields' };
const kinds: Readonly<Record<string, Kind>> = {
  whole: 'whole',
  body: 'text',
  lines: 'text',
  tags: 'set',
  stock: 'counter',
  steps: 'list',
  rows: { of: 'rows', fields: { labels: 'set', note: { of: 'fields', fields: { text: 'text' } } } },
  items: { of: 'rows', fields: { labels: 'whole', note: { of: 'fields', fields: { text: 'text' } } } },
  owner: 'prefer',
  state: 'prefer',
  version: 'server',
} satisfies { [K in keyof Doc]?: Kind };
const grouped = ['country', 'city'];

/** A path at which one decision is made: nothing above it and nothing below it is merged by itself. */
export interface Unit extends Three {
  readonly path: Path;
  readonly kind: Exclude<Kind, Tree> | 'group';
}

/** Lists the units of three records by their shape and rules alone: a second opinion on where a merge decides. */
export function unitsOf(three: Docs): Unit[] {
  const { base, mine, theirs } = three;
  const group = (side: Doc) => Object.fromEntries(grouped.map((name) => [name, keyOf(side, name)]));
  const place: Unit = {
    path: ['place'],
    kind: 'group',
    base: group(base),
    mine: group(mine),
    theirs: group(theirs),
  };
  const fields = unitsIn(three, { of: 'fields', fields: kinds }, []);
  return [place, ...fields.filter(({ path }) => !grouped.includes(String(path[0])))];
}

function unitsIn(three: Three, kind: Kind, path: Path): Unit[] {
  if (typeof kind === 'string') return [{ path, kind: fits(three, kind, path) ? kind : 'whole', ...three }];
  if (kind.of === 'rows' && areRows(three)) {
    return namesOf(three, (side) => (side as object[]).map((row) => keyOf(row)))
      .filter((key) => key !== undefined)
      .flatMap((value) => {
        const row = (side: unknown) =>
          (side as object[] | undefined)?.find((found) => keyOf(found) === value);
        return unitsIn(
          { base: row(three.base), mine: row(three.mine), theirs: row(three.theirs) },
          { of: 'fields', fields: kind.fields },
          [...path, { key: 'id', value }],
        );
      });
  }
  const { base, mine, theirs } = three;
  if (kind.of === 'rows' || ![base === undefined ? {} : base, mine, theirs].every(isPlain)) {
    return [{ path, kind: 'whole', ...three }];
  }
  return namesOf(three, (side) => Object.keys(side as object)).flatMap((name) =>
    unitsIn(
      { base: keyOf(three.base, name), mine: keyOf(three.mine, name), theirs: keyOf(three.theirs, name) },
      kind.fields?.[name] ?? free,
      [...path, name],
    ),
  );
}

/** What one side has at all, of names or of keys. */
function namesOf<N>({ base, mine, theirs }: Three, names: (side: unknown) => readonly N[]): N[] {
  return [...new Set([base, mine, theirs].flatMap((side) => (side === undefined ? [] : names(side))))];
}

/** Whether a rule finds what it is made for; else it merges a value as one piece. */
function fits({ base, mine, theirs }: Three, kind: Unit['kind'], path: Path): boolean {
  const sides = [base, mine, theirs];
  switch (kind) {
    case 'text':
      return (
        sides.every((side) => typeof side === 'string') &&
        (path[0] === 'body' || path[0] === 'rows' || sides.some((side) => side.includes('\n')))
      );
    case 'counter':
      return sides.every((side) => typeof side === 'number');
    case 'list':
      return [orEmpty(base), mine, theirs].every((side) => Array.isArray(side));
    case 'set':
      return [orEmpty(base), mine, theirs].every((side) => Array.isArray(side) || side instanceof Set);
    default:
      return true;
  }
}

/** A list that was not there yet counts as an empty one; null was a value. */
function orEmpty(base: unknown): unknown {
  return base === undefined ? [] : base;
}

/** Lists on both sides, of objects, no key twice. */
function areRows({ base, mine, theirs }: Three): boolean {
  return [orEmpty(base), mine, theirs].every((side) => {
    if (!Array.isArray(side)) return false;
    const keys = side.map((row: unknown) => keyOf(row)).filter((key) => key !== undefined);
    return side.every(isPlain) && new Set(keys).size === keys.length;
  });
}

/** Whether both sides differ from the base and from each other, by content. */
export function isContested({ base, mine, theirs }: Three): boolean {
  return new Set([base, mine, theirs].map(canon)).size === 3;
}
