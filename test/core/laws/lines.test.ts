import fc from 'fast-check';
import type { Hunk } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { canon } from './canon.js';
import { holds } from './holds.js';
import { mergeTexts } from './mergeTexts.js';
import { textsOf, type Texts } from './texts.js';

const sides = ['base', 'mine', 'theirs'] as const;
const map = (texts: Texts, change: (text: string) => string): Texts => ({
  base: change(texts.base),
  mine: change(texts.mine),
  theirs: change(texts.theirs),
});
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

describe('the laws of lines', () => {
  // Lines that occur once, none moved; base of three lines or more.
  it('15: comes to what the lines alone come to where that is clean', () => {
    holds(ownLines, (texts) => {
      const expected = diff3(texts);
      const { text, result, entry } = mergeTexts(texts);
      const clean = entry?.kind === 'auto' ? 'flagged' : text;
      const outcome = result.conflicts.length > 0 ? 'asked' : clean;
      expect(expected === undefined ? ['asked', 'flagged'] : [expected]).toContain(outcome);
    });
  });

  // Base of three lines or more.
  it('15: goes by lines first: what is clean with a word for every line comes to the same with the line itself', () => {
    holds(textsOf(['runs', 'lines', 'paragraphs', 'sentences', 'emoji']), (texts) => {
      if (linesOf(texts.base).length < 3) return;
      const names = new Map<string, string>();
      const named = (text: string) => text.replaceAll(/[^\r\n]+/g, (line) => names.get(line) ?? name(line));
      const name = (line: string) => {
        names.set(line, `line${names.size}`);
        return `line${names.size - 1}`;
      };
      const abstract = mergeTexts(map(texts, named));
      if (abstract.result.conflicts.length > 0 || abstract.entry?.kind === 'auto') return;
      const concrete = mergeTexts(texts);
      expect(concrete.result.conflicts).toEqual([]);
      expect(named(concrete.text)).toBe(abstract.text);
      expect(concrete.entry?.kind).toBe(abstract.entry?.kind);
    });
  });

  // Whole lines, base of three lines or more. Line ends apart.
  it('16: comes to the same between other lines, where the ones next to it occur nowhere else', () => {
    const around = fc.array(fc.constantFrom('a\n', 'b\n', '\n', '}\n', 'x\n'), { maxLength: 6 });
    const names = ['runs', 'lines', 'paragraphs', 'lineEnds'] as const;
    holds(fc.tuple(textsOf(names), around, around), ([texts, above, below]) => {
      const inner = map(texts, (text) => (text === '' || text.endsWith('\n') ? text : `${text}\n`));
      if (linesOf(inner.base).length < 3) return;
      const [before, after] = [`${above.join('')}the line above\n`, `the line below\n${below.join('')}`];
      const alone = mergeTexts(inner);
      const within = mergeTexts(map(inner, (text) => `${before}${text}${after}`));
      expect(canon(within.text)).toBe(canon(`${before}${alone.text}${after}`));
      expect(within.entry?.kind).toBe(alone.entry?.kind);
      expect(open(within.hunks)).toEqual(open(alone.hunks));
    });
  });

  // Line ends apart. Lines and words.
  it('3: comes to the same hunks whoever is called mine', () => {
    holds(fc.oneof(textsOf(['runs', 'lines', 'paragraphs']), textsOf()), expectTheSameTurned);
  });

  it('3: favours no side where an edit and an insertion stand at one of several equal lines', () => {
    expectTheSameTurned({ base: 'x\nx\nx\nx\n', mine: 'y\nx\ny\nx\n', theirs: 'x\nx\nx\n' });
  });
});

function expectTheSameTurned({ base, mine, theirs }: Texts): void {
  const one = mergeTexts({ base, mine, theirs });
  const other = mergeTexts({ base, mine: theirs, theirs: mine });
  expect(other.hunks.map((hunk) => nameOf(turned(hunk)))).toEqual(one.hunks.map((hunk) => nameOf(hunk)));
  expect(other.result.conflicts.length).toBe(one.result.conflicts.length);
  if (one.result.conflicts.length > 0) return;
  expect(canon(other.text)).toBe(canon(one.text));
}

/** The hunk, line ends apart: those of a side's own hunk are written like theirs. */
function nameOf({ merged, ...hunk }: Hunk): string {
  return canon(hunk.kind === 'auto' ? { ...hunk, merged } : hunk);
}

/** The hunk as it is where theirs is called mine. */
function turned({ kind, mine, theirs, ...hunk }: Hunk): Hunk {
  const kinds = { mine: 'theirs', theirs: 'mine' } as const;
  return {
    ...hunk,
    kind: kind === 'mine' || kind === 'theirs' ? kinds[kind] : kind,
    mine: theirs,
    theirs: mine,
  };
}

/** What is not the same on all sides, line ends apart: of equal lines it is all the same which one was added. */
function open(hunks: readonly Hunk[]): readonly string[] {
  return hunks.filter(({ kind }) => kind !== 'stable').map((hunk) => nameOf(hunk));
}

/** Lines that occur once; both sides replace, remove and insert lines of their own, or both the same. */
const edits = fc.array(fc.record({ op: fc.constantFrom('replace', 'insert', 'delete'), at: fc.nat(99) }), {
  maxLength: 4,
});
const ownLines: fc.Arbitrary<Texts> = fc
  .record({ length: fc.integer({ min: 3, max: 24 }), shared: edits, mine: edits, theirs: edits })
  .map(({ length, shared, mine, theirs }) => {
    const base = Array.from({ length }, (_, index) => `Base ${index}.\n`);
    const write = (lines: readonly string[], who: string, own: typeof mine) =>
      own.reduce((list, { op, at }, index) => {
        const line = op === 'delete' ? [] : [`${who} ${index}.\n`];
        return list.toSpliced(at % (list.length + 1), op === 'insert' ? 0 : 1, ...line);
      }, lines);
    const common = write(base, 'Both', shared.slice(0, 2));
    return {
      base: base.join(''),
      mine: write(common, 'Mine', mine).join(''),
      theirs: write(common, 'Theirs', theirs).join(''),
    };
  });

/** Three-way merge of lines that occur once: what is between two lines that all three have is one question. */
function diff3(texts: Texts): string | undefined {
  const [base = [], mine = [], theirs = []] = sides.map((side) => linesOf(texts[side]));
  const common = base.filter((line) => mine.includes(line) && theirs.includes(line));
  const merged: string[] = [];
  const from = { base: 0, mine: 0, theirs: 0 };
  for (const line of [...common, undefined]) {
    const cut = (lines: readonly string[], side: keyof Texts) => {
      const end = line === undefined ? lines.length : lines.indexOf(line);
      const chunk = lines.slice(from[side], end).join('');
      from[side] = end + 1;
      return chunk;
    };
    const [before, here, there] = [cut(base, 'base'), cut(mine, 'mine'), cut(theirs, 'theirs')];
    if (before !== here && before !== there && here !== there) return undefined;
    merged.push(before === here ? there : here, line ?? '');
  }
  return merged.join('');
}
