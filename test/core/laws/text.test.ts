import fc from 'fast-check';
import { resolve, type Hunk } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { holds } from './holds.js';
import { mergeTexts } from './mergeTexts.js';
import { textsOf, type Texts } from './texts.js';

const sides = ['base', 'mine', 'theirs'] as const;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemesOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
/** Words with their inner marks; a letter of a script without spaces is a word by itself, and a grapheme anyway. */
const word =
  /(?:(?![\p{sc=Han}\p{sc=Thai}])[\p{L}\p{N}][\p{M}\u200d]*)+(?:[.\-'/:](?:(?![\p{sc=Han}\p{sc=Thai}])[\p{L}\p{N}][\p{M}\u200d]*)+)*/gu;
const wordsOf = (text: string) => text.match(word) ?? [];

describe('the laws of texts', () => {
  it('4: invents no word and no grapheme, and has none more often than both sides together', () => {
    holds(textsOf(), (texts) => {
      const { text, hunks } = mergeTexts(texts);
      const parts = [
        { merged: text, ...texts },
        ...hunks.flatMap(({ merged, ...hunk }) => (merged === undefined ? [] : [{ ...hunk, merged }])),
      ];
      for (const { merged, base, mine, theirs } of parts) {
        for (const pieces of [wordsOf, graphemesOf]) {
          const counts = [mine, theirs, base].map((side) => countsOf(pieces(lf(side))));
          for (const [piece, count] of countsOf(pieces(lf(merged)))) {
            const [here = 0, there = 0, before = 0] = counts.map((known) => known.get(piece) ?? 0);
            expect(`${piece}: ${here + there + before > 0}`).toBe(`${piece}: true`);
            expect(count).toBeLessThanOrEqual(here + there);
          }
        }
      }
    });
  });

  // Clean merges of texts whose words occur once, so that it is clear what each side did.
  it('4, 5: loses no word and writes none twice', () => {
    holds(words, (texts) => {
      const { text, result } = mergeTexts(texts);
      if (result.conflicts.length > 0) return;
      const [merged, base, mine, theirs] = [text, ...sides.map((side) => texts[side])].map(
        (side) => new Set(wordsOf(side)),
      );
      const expected = [...new Set([...(base ?? []), ...(mine ?? []), ...(theirs ?? [])])].filter((found) =>
        base?.has(found) ? mine?.has(found) && theirs?.has(found) : true,
      );
      expect([...(merged ?? [])].toSorted()).toEqual(expected.toSorted());
      expect(wordsOf(text)).toHaveLength(expected.length);
      for (const side of [texts.mine, texts.theirs]) {
        const kept = wordsOf(side).filter((found) => merged?.has(found));
        expect(wordsOf(text).filter((found) => kept.includes(found))).toEqual(kept);
      }
    });
  });

  it('merges a word here and a word there, for review, where an unchanged word stands between', () => {
    const edit = fc.tuple(fc.integer({ min: 3, max: 20 }), fc.nat(99), fc.nat(99), fc.boolean());
    holds(edit, ([length, first, second, isMineFirst]) => {
      const here = first % (length - 2);
      const there = here + 2 + (second % (length - here - 2));
      const line = (changes: Readonly<Record<number, string>>) =>
        Array.from({ length }, (_, index) => changes[index] ?? `w${index}`).join(' ');
      const [mine, theirs] = isMineFirst ? [here, there] : [there, here];
      const { text, result } = mergeTexts({
        base: line({}),
        mine: line({ [mine]: 'mine' }),
        theirs: line({ [theirs]: 'theirs' }),
      });
      expect(text).toBe(line({ [mine]: 'mine', [theirs]: 'theirs' }));
      expect(result.changes).toMatchObject([{ kind: 'auto' }]);
    });
  });

  it('4: asks where both wrote the same three words into a line, each in another place', () => {
    const edit = fc.record({ length: fc.integer({ min: 4, max: 20 }), here: fc.nat(99), by: fc.nat(99) });
    holds(edit, ({ length, here, by }) => {
      const first = here % length;
      const line = (place?: number) =>
        Array.from({ length }, (_, index) => (index === place ? `so it goes w${index}` : `w${index}`)).join(
          ' ',
        );
      const mine = line(first);
      const theirs = line((first + 1 + (by % (length - 1))) % length);
      expect(mergeTexts({ base: line(), mine, theirs }).result.conflicts).toHaveLength(1);
    });
  });

  it('9: gives each side back byte for byte, by joining its part of every hunk and by picking it for every hunk', () => {
    holds(textsOf(), (texts) => {
      const { result, hunks, entry } = mergeTexts(texts);
      if (hunks.length === 0 || !entry) return;
      for (const side of sides) {
        expect(hunks.map((hunk) => hunk[side]).join('')).toBe(texts[side]);
        const { merged, conflicts } = resolve(result, [
          { path: ['x'], hunks: hunks.map(() => ({ pick: side })) },
        ]);
        expect(merged.x).toBe(texts[side]);
        expect(conflicts).toEqual([]);
        expect(resolve(result, [{ path: ['x'], value: texts[side] }]).merged.x).toBe(texts[side]);
      }
    });
  });

  // Line ends apart.
  it('9: joins to the merged text, theirs in conflicts, and calls each hunk what it is', () => {
    holds(textsOf(), (texts) => {
      const { text, hunks, entry } = mergeTexts(texts);
      if (hunks.length === 0) return;
      const parts = hunks.map((hunk) => hunk.merged ?? (hunk.kind === 'mine' ? hunk.mine : hunk.theirs));
      const kinds = new Set(hunks.map(({ kind }) => kind));
      const clean = kinds.has('auto') ? /^auto$/ : /^(mine|theirs|both|merged)$/;

      expect(hunks.filter((hunk) => !isWhatItIsCalled(hunk))).toEqual([]);
      expect(lf(parts.join(''))).toBe(lf(text));
      expect(entry?.kind).toMatch(kinds.has('conflict') ? /\// : clean);
    });
  });

  // Well-formed texts.
  it('14: cuts every side only between graphemes, and leaves no half of a character anywhere', () => {
    holds(textsOf(), (texts) => {
      const { text, hunks } = mergeTexts(texts);
      expect(text.isWellFormed()).toBe(true);
      for (const side of sides) {
        let end = 0;
        const starts = new Set(Array.from(segmenter.segment(texts[side]), ({ index }) => index));
        starts.add(texts[side].length);
        for (const hunk of hunks) {
          expect(hunk[side].isWellFormed() && (hunk.merged ?? '').isWellFormed()).toBe(true);
          end += hunk[side].length;
          expect(starts).toContain(end);
        }
      }
    });
  });
});

/** One line of words that occur once; both sides replace, remove and insert words of their own, one edit they share. */
const edits = fc.array(fc.record({ op: fc.constantFrom('replace', 'insert', 'delete'), at: fc.nat(99) }), {
  maxLength: 4,
});
const words: fc.Arbitrary<Texts> = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.array(fc.nat(99), { maxLength: 1 }), edits, edits)
  .map(([length, shared, mine, theirs]) => {
    const base = Array.from({ length }, (_, index) => `w${index}`);
    const common = shared.reduce((list, at) => list.toSpliced(at % list.length, 1, 'shared'), base);
    const write = (who: string, own: typeof mine) =>
      own
        .reduce((list, { op, at }, index) => {
          const place = at % (list.length + 1);
          return list.toSpliced(
            place,
            op === 'insert' ? 0 : 1,
            ...(op === 'delete' ? [] : [`${who}${index}`]),
          );
        }, common)
        .join(' ');
    return { base: base.join(' '), mine: write('mine', mine), theirs: write('theirs', theirs) };
  });

function lf(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** `merged` stands in `auto` hunks, and where mine is written with theirs' line ends; what has no other name differs on all sides. */
function isWhatItIsCalled({ kind, merged, ...texts }: Hunk): boolean {
  const [base, mine, theirs] = sides.map((side) => lf(texts[side]));
  const isRewritten = kind === 'mine' && merged !== undefined && merged !== texts.mine && lf(merged) === mine;
  if (!isRewritten && (merged !== undefined) !== (kind === 'auto')) return false;
  const called = {
    stable: base === mine && base === theirs,
    mine: base !== mine && base === theirs,
    theirs: base === mine && base !== theirs,
    both: base !== mine && mine === theirs,
  };
  return kind in called ? called[kind as keyof typeof called] : !Object.values(called).includes(true);
}

function countsOf(pieces: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return counts;
}
