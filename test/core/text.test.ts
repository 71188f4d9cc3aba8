import { emptyAs, merge, nfc, resolve, text, trim, type Codec } from 'noclobber';
import { describe, expect, it } from 'vitest';

interface Texts {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

function mergeTexts({ base, mine, theirs }: Texts, codecs: readonly Codec[] = []) {
  const edit = { base: { x: base }, mine: { x: mine }, theirs: { x: theirs } };
  const result = merge(edit, { x: text({ codecs }) });
  const entry = result.conflicts[0] ?? result.changes[0];
  return { result, text: result.merged.x, hunks: entry?.hunks ?? [] };
}

describe('codecs of a text', () => {
  it.each<[string, Codec[], string, string]>([
    ['indents a line where ends are trimmed', [trim()], '- b\n', '  - b\n'],
    ['adds two spaces where ends are trimmed', [trim('end')], '- b\n', '- b  \n'],
    ['indents a line where starts are trimmed', [trim('start')], '- b\n', '  - b\n'],
    ['fills an empty line with what an empty text counts as', [trim(), emptyAs('b')], '\n', 'b\n'],
    ['empties a line of what an empty text counts as', [trim(), emptyAs(null)], 'null\n', '\n'],
  ])('lose no edit inside of it: one %s', (_case, codecs, line, edited) => {
    const textOf = (second: string, last: string) => `- a\n${second}c\nd\n${last}`;
    const [base, here, there] = [textOf(line, 'e\n'), textOf(edited, 'e\n'), textOf(line, 'E\n')];

    for (const [mine, theirs] of [
      [here, there],
      [there, here],
    ] as const) {
      const { result, text: merged } = mergeTexts({ base, mine, theirs }, codecs);
      expect(result.conflicts).toEqual([]);
      expect(merged).toBe(textOf(edited, 'E\n'));
    }
  });

  it('read each piece, and give back what was written', () => {
    const [composed, decomposed] = ['\u00e9\n', 'e\u0301\n'];
    const edit = {
      base: `${composed}b\nc\nd\n`,
      mine: `${decomposed}B\nc\nd\n`,
      theirs: `${composed}b\nc\nD\n`,
    };
    const { text: merged, hunks } = mergeTexts(edit, [nfc()]);

    expect(merged).toBe(`${composed}B\nc\nD\n`);
    expect(hunks[0]).toEqual({ kind: 'stable', base: composed, mine: decomposed, theirs: composed });
    expect(mergeTexts(edit).hunks[0]).toMatchObject({ base: `${composed}b\n`, mine: `${decomposed}B\n` });
  });
});

describe('line ends of a text', () => {
  const withEnds = (lines: string, end: string) => lines.replaceAll('\n', end);

  describe.each([
    ['CRLF on the server, LF in the form', '\r\n', '\n'],
    ['LF on the server, CRLF in the form', '\n', '\r\n'],
  ])('%s', (_case, theirEnd, myEnd) => {
    const read = (base: string, mine: string, theirs: string) => ({
      base: withEnds(base, theirEnd),
      mine: withEnds(mine, myEnd),
      theirs: withEnds(theirs, theirEnd),
    });
    const byLines = read('a\nb\nc\nd\n', 'a\nb\nC\nd\nnew\n', 'A\nb\nc\nd\n');
    const byWords = read('a few words\nb\nc\n', 'a few\nmore words\nb\nC\n', 'a few words\nb2\nc\n');
    const inConflict = read('a\nb\nc\nd\n', '1\nb\nC\nd\n', '2\nb\nc\nd\n');

    it('are theirs all over where both edited', () => {
      expect(mergeTexts(byLines).text).toBe(withEnds('A\nb\nC\nd\nnew\n', theirEnd));
      expect(mergeTexts(byWords).text).toBe(withEnds('a few\nmore words\nb2\nC\n', theirEnd));
      expect(mergeTexts(inConflict).text).toBe(withEnds('2\nb\nC\nd\n', theirEnd));
    });

    it.each(['mine', 'both'] as const)('are theirs all over where a part was picked: %s', (pick) => {
      const { merged } = resolve(mergeTexts(inConflict).result, [{ path: ['x'], pick }]);
      const first = { mine: '1\n', both: '2\n1\n' }[pick];

      expect(merged.x).toBe(withEnds(`${first}b\nC\nd\n`, theirEnd));
    });

    it.each([
      ['by lines', byLines],
      ['by words', byWords],
      ['in conflict', inConflict],
    ])('are kept in every hunk, byte for byte, and come back with a side: %s', (_how, sides) => {
      const { result, hunks } = mergeTexts(sides);

      for (const side of ['base', 'mine', 'theirs'] as const) {
        const choice = { path: ['x'], hunks: hunks.map(() => ({ pick: side })) };
        expect(hunks.map((hunk) => hunk[side]).join('')).toBe(sides[side]);
        expect(resolve(result, [choice]).merged.x).toBe(sides[side]);
      }
    });
  });
});
