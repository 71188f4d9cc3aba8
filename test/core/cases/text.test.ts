import { atomic, merge, nfc, text, trim, type FieldChange, type Hunk } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { expectAsked, expectMerged } from './outcome.js';

const rules = { x: text() };
const editOf = (base: string, mine: string, theirs: string) => ({
  base: { x: base },
  mine: { x: mine },
  theirs: { x: theirs },
});

describe('text', () => {
  it('57: asks where the edits touch', () => {
    const hunks = expectText('the quick fox', 'the slow fox', 'the quick red fox');

    expect(open(hunks)).toHaveLength(1);
  });

  it('58: asks about a number instead of weaving one', () => {
    const [hunk] = open(expectText('price 100', 'price 150', 'price 120'));

    expect(hunk?.mine).toMatch(/150$/);
    expect(hunk?.theirs).toMatch(/120$/);
  });

  it('59: takes an edit that both made once', () => {
    const edit = editOf('a c', 'a b c', 'a b c');

    expect(expectMerged(edit, { x: 'a b c' }, rules).changes).toMatchObject([{ kind: 'both' }]);
    expectMerged(edit, { x: 'a b c' });
  });

  it('60: takes a change that both made once, beside one that only mine made', () => {
    const [base, mine, theirs] = ['{"enabled":false}', '{"enabled":true,"other":1}', '{"enabled":true}'];

    expectMerged(editOf(base, mine, theirs), { x: mine }, rules);
  });

  it('61: asks where both wrote into an empty text', () => {
    expectAsked(
      editOf('', 'x', 'y'),
      [{ path: ['x'], kind: 'insert/insert', base: '', mine: 'x', theirs: 'y' }],
      rules,
    );
  });

  it.each([
    ['one line', 'x', 'y'],
    ['lines that would fit', 'a\nb\nc\nd\n', 'a\nb\nc\nd\ne\n'],
  ])('62: merges nothing where the base is not known: %s', (_case, mine, theirs) => {
    const asked = [{ path: ['x'], kind: 'add/add', mine, theirs }] as const;

    expectAsked({ base: null, mine: { x: mine }, theirs: { x: theirs } }, asked, rules);
    expectAsked({ base: null, mine: { x: mine }, theirs: { x: theirs } }, asked);
  });

  it('63: takes other line ends for no edit, and keeps those of theirs', () => {
    expectMerged(editOf('a\nb', 'a\r\nb', 'a\nB'), { x: 'a\nB' }, rules);
    expectMerged(editOf('a\nb', 'a\r\nb', 'a\nB'), { x: 'a\nB' });
  });

  it('64: takes a line end at the end for an edit', () => {
    expectMerged(editOf('a', 'a\n', 'a'), { x: 'a\n' }, rules);
    expectMerged(editOf('a', 'a\n', 'a'), { x: 'a\n' });
  });

  it('65: asks where one added a line end and the other edited the line, unless the field trims', () => {
    const asked = { path: ['x'], kind: 'update/update', base: 'a', mine: 'a\n', theirs: 'b' } as const;

    expectAsked(editOf('a', 'a\n', 'b'), [asked], rules);
    expectMerged(editOf('a', 'a\n', 'b'), { x: 'b' }, { x: text({ codecs: [trim('end')] }) });
  });

  it.each([
    ['without a full stop', ''],
    ['of sentences', '.'],
  ])('66: keeps both edits in 100 KB without a line break, %s', (_case, stop) => {
    const words = Array.from({ length: 16_000 }, (_, at) => `word${at % 97}${at % 12 === 11 ? stop : ''}`);
    const edited = (changes: Readonly<Record<number, string>>) =>
      words.map((word, at) => changes[at] ?? word).join(' ');
    const start = performance.now();

    expectMerged(
      editOf(edited({}), edited({ 10: 'mine' }), edited({ 15_000: 'theirs' })),
      { x: edited({ 10: 'mine', 15_000: 'theirs' }) },
      rules,
    );
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('67: never cuts an emoji', () => {
    const { changes } = expectMerged(
      editOf('ok 👍 thanks', 'ok 👍🏽 thanks', 'ok 👍 thanks a lot'),
      { x: 'ok 👍🏽 thanks a lot' },
      rules,
    );
    expect(changes).toMatchObject([{ path: ['x'], kind: 'auto' }]);
  });

  it('68: asks about emoji whole', () => {
    const hunks = expectText('👈', '👌', '👉');

    for (const { base, mine, theirs } of hunks) {
      expect([base, mine, theirs].filter((part) => !part.isWellFormed())).toEqual([]);
    }
  });

  it('69: takes another Unicode form for an edit unless the field says otherwise', () => {
    const [base, mine, theirs] = ['\u00e9', 'e\u0301', '\u00e9cole'];

    expectAsked(editOf(base, mine, theirs), [{ path: ['x'], kind: 'update/update', base, mine, theirs }]);
    expectText(base, mine, theirs);
    expectMerged(editOf(base, mine, theirs), { x: theirs }, { x: text({ codecs: [nfc()] }) });
    expectMerged(editOf(base, mine, theirs), { x: theirs }, { x: atomic({ codecs: [nfc()] }) });
  });

  it.each(
    ['y\nx\nx\n', 'x\ny\nx\n', 'x\nx\ny\n'].flatMap((changed) =>
      [0, 1, 2].flatMap((deleted) => [
        { changed, deleted, isMineChanged: false },
        { changed, deleted, isMineChanged: true },
      ]),
    ),
  )('70: asks or flags where nobody knows which of equal lines was meant: %j', (variant) => {
    const base = 'x\nx\nx\n';
    const without = ['x\n', 'x\n', 'x\n'].toSpliced(variant.deleted, 1).join('');
    const [mine, theirs] = variant.isMineChanged ? [variant.changed, without] : [without, variant.changed];
    const { merged, conflicts, changes } = merge(editOf(base, mine, theirs), rules);

    const entries = [...conflicts, ...changes];
    const outcome = entries.map(({ kind }) => (kind === 'auto' ? merged.x : kind));

    expect(entries).toMatchObject([{ path: ['x'], base, mine, theirs }]);
    expect([['update/update'], ['y\nx\n'], ['x\ny\n']]).toContainEqual(outcome);
  });

  it('71: merges edits of neighbouring lines by words, and flags it', () => {
    const { changes } = expectMerged(editOf('A\nB\n', 'A1\nB\n', 'A\nB1\n'), { x: 'A1\nB1\n' }, rules);

    expect(changes).toMatchObject([{ path: ['x'], kind: 'auto', merged: 'A1\nB1\n' }]);
    expect(changes.flatMap(({ hunks = [] }: FieldChange) => hunks).map(({ kind }) => kind)).toContain('auto');
  });

  it.each([
    [
      'four',
      'five',
      'a ferry takes the place of our old crossing; nobody expects it to end before a summer month.',
    ],
    [
      'of the old',
      'of two old',
      'it carries all who know parts of the old town; nobody expects that to end early.',
    ],
  ])('72: asks about a paragraph that one rewrote, and weaves nothing in: %s', (before, after, rest) => {
    const base =
      'The harbour bridge will close on Monday for four long weeks while most parts of the old bearings are replaced by a local firm.';
    const [mine, theirs] = [`From the first of May ${rest}`, base.replace(before, after)];

    expect(open(expectText(base, mine, theirs))).toMatchObject([{ base, mine, theirs }]);
  });

  it.each([
    ['v2.11.1', 'v2.12.2', 'v2.11.2'],
    ['Use v2.11.1 of it.', 'Use v2.12.2 of it.', 'Use v2.11.2 of it.'],
  ])('73: asks about a version as one word: %s', (base, mine, theirs) => {
    const [hunk] = open(expectText(base, mine, theirs));

    expect(hunk?.mine).toContain('v2.12.2');
    expect(hunk?.theirs).toContain('v2.11.2');
  });
});

/** Expects one question about the text, theirs meanwhile, and hunks that give each side back. */
function expectText(base: string, mine: string, theirs: string): readonly Hunk[] {
  const asked = { path: ['x'], kind: 'update/update', base, mine, theirs } as const;
  const { merged, conflicts } = expectAsked(editOf(base, mine, theirs), [asked], rules);
  const hunks = conflicts[0]?.hunks ?? [];

  expect(merged).toStrictEqual({ x: theirs });
  for (const side of ['base', 'mine', 'theirs'] as const) {
    expect(hunks.map((hunk) => hunk[side]).join('')).toBe(asked[side]);
  }
  return hunks;
}

function open(hunks: readonly Hunk[]): readonly Hunk[] {
  return hunks.filter(({ kind }) => kind === 'conflict');
}
