import { merge, type FieldChange, type FieldConflict, type Hunk } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc } from './arbitraries.js';
import { canon } from './canon.js';
import { holds } from './holds.js';
import { unordered } from './unordered.js';

describe('the laws of the two sides', () => {
  // Not server-managed fields; equal by content, line ends apart.
  it('1: takes the side that changed when the other did not, and asks nothing', () => {
    holds(docs({ without: ['version'] }), ({ base, mine: edit }) => {
      const [here, there] = [
        merge<Doc>({ base, mine: edit, theirs: base }, rules),
        merge<Doc>({ base, mine: base, theirs: edit }, rules),
      ];
      expect([here.conflicts, there.conflicts]).toEqual([[], []]);
      expect(canon(here.merged)).toBe(canon(edit));
      expect(canon(there.merged)).toBe(canon(edit));
      expect(here.changes.filter(({ kind }) => kind !== 'mine')).toEqual([]);
      expect(there.changes.filter(({ kind }) => kind !== 'theirs')).toEqual([]);
    });
  });

  it('1: finds nothing to do where nobody changed anything', () => {
    holds(docs(), ({ base }) => {
      const { merged, conflicts, changes } = merge<Doc>({ base, mine: base, theirs: base }, rules);
      expect([conflicts, changes]).toEqual([[], []]);
      expect(canon(merged)).toBe(canon(base));
    });
  });

  // Not counters, not server-managed fields.
  it('2: takes an edit that both made', () => {
    holds(docs({ without: ['stock', 'version'] }), ({ base, mine: edit }) => {
      const { merged, conflicts, changes } = merge<Doc>({ base, mine: edit, theirs: edit }, rules);
      expect(conflicts).toEqual([]);
      expect(canon(merged)).toBe(canon(edit));
      expect(changes.filter(({ kind }) => kind !== 'both')).toEqual([]);
      const unknown = merge<Doc>({ base: null, mine: edit, theirs: edit }, rules);
      expect(unknown.conflicts).toEqual([]);
      expect(canon(unknown.merged)).toBe(canon(edit));
    });
  });

  // Not `prefer`, not server-managed fields; rows and members in any order.
  it('3: comes to the same conflicts, changes and values whoever is called mine', () => {
    holds(docs({ without: ['owner', 'state', 'version'] }), ({ base, mine, theirs }) => {
      const one = merge<Doc>({ base, mine, theirs }, rules);
      const other = merge<Doc>({ base, mine: theirs, theirs: mine }, rules);
      expect(other.conflicts.map((conflict) => swapped(conflict)).toSorted()).toEqual(
        one.conflicts.map(entry).toSorted(),
      );
      expect(other.changes.map((change) => swapped(change)).toSorted()).toEqual(
        one.changes.map(entry).toSorted(),
      );
      if (one.conflicts.length > 0) return;
      expect(canon(unordered(other.merged))).toBe(canon(unordered(one.merged)));
    });
  });

  // Lists of rows and sets aside, where a tie goes to theirs.
  it('3: comes to the same order whoever is called mine', () => {
    const without = ['owner', 'state', 'version', 'tags', 'rows', 'items'] as const;
    holds(docs({ without }), ({ base, mine, theirs }) => {
      const one = merge<Doc>({ base, mine, theirs }, rules);
      const other = merge<Doc>({ base, mine: theirs, theirs: mine }, rules);
      if (one.conflicts.length > 0) return;
      expect(canon(other.merged)).toBe(canon(one.merged));
    });
  });
});

type Entry = Omit<FieldConflict, 'kind'> & Pick<FieldChange, 'merged'> & { readonly kind: string };

/** An entry as a text, without what an order tie decides, or a conflict that is still open. */
function entry({ path, kind, of, base, mine, theirs, merged, hunks = [] }: Entry): string {
  const parts = hunks.map(({ kind, merged: auto, ...hunk }) => [
    kind,
    hunk.base,
    hunk.mine,
    hunk.theirs,
    kind === 'auto' && auto,
  ]);
  const outcome = of === 'order' ? undefined : unordered(merged);
  return [path, kind, of, base, mine, theirs, outcome, parts].map(canon).join(' | ');
}

function swapped({ mine, theirs, hunks = [], ...rest }: Entry): string {
  const swap = (kind: string) => swappedKinds[kind] ?? kind;
  return entry({
    ...rest,
    kind: swap(rest.kind),
    mine: theirs,
    theirs: mine,
    hunks: hunks.map((hunk) => ({
      ...hunk,
      kind: swap(hunk.kind) as Hunk['kind'],
      mine: hunk.theirs,
      theirs: hunk.mine,
    })),
  });
}

const swappedKinds: Readonly<Record<string, string>> = {
  mine: 'theirs',
  theirs: 'mine',
  'update/delete': 'delete/update',
  'delete/update': 'update/delete',
};
