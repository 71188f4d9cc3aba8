import fc from 'fast-check';
import { diffText, type TextPart } from 'noclobber';
import { describe, expect, it } from 'vitest';

const marked = (parts: readonly TextPart[]) =>
  parts
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'del' ? `[-${text}-]` : `{+${text}+}`))
    .join('');
const without = (parts: readonly TextPart[], kind: TextPart['kind']) =>
  parts.map((part) => (part.kind === kind ? '' : part.text)).join('');

describe('diffText', () => {
  it.each([
    ['for about four weeks', 'for about five weeks', 'for about [-four-]{+five+} weeks'],
    ['price 100', 'price 150', 'price [-100-]{+150+}'],
    ['see v2.11.1 now', 'see v2.12.0 now', 'see [-v2.11.1-]{+v2.12.0+} now'],
    ['colour', 'color', 'colo[-u-]r'],
    ['', 'new', '{+new+}'],
    ['old', '', '[-old-]'],
    ['same', 'same', 'same'],
    ['北京欢迎你', '北京欢迎您', '北京欢迎[-你-]{+您+}'],
    ['hi 👨‍👩‍👧!', 'hi 👨‍👩‍👦!', 'hi [-👨‍👩‍👧-]{+👨‍👩‍👦+}!'],
    ['😀a', '😁a', '[-😀-]{+😁+}a'],
  ])('shows %j against %j', (a, b, expected) => {
    expect(marked(diffText(a, b))).toBe(expected);
  });

  it('is the one text without what was added and the other without what was removed, whatever the texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(fc.constantFrom('a', 'b ', '👍🏽', 'é', '\r\n', '\ud83d', 'don’t', ' '), { maxLength: 30 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const parts = diffText(a, b);
        expect(without(parts, 'ins')).toBe(a);
        expect(without(parts, 'del')).toBe(b);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never cuts a grapheme', () => {
    const texts = fc.array(fc.constantFrom('👍🏽', '👍', '👨‍👩‍👧', 'e\u0301', 'e', '🇭🇷', 'क्‍ष', ' ', '1️⃣'), {
      maxLength: 12,
    });
    const segments = (text: string) =>
      Array.from(
        new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
        ({ segment }) => segment,
      );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const parts = diffText(a.join(' '), b.join(' '));
        expect(parts.filter(({ kind }) => kind !== 'ins').flatMap(({ text }) => segments(text))).toEqual(
          segments(a.join(' ')),
        );
        expect(parts.every(({ text }) => text.isWellFormed())).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows two huge unrelated texts as one replaced by the other, and quickly', () => {
    const [a, b] = ['x y '.repeat(250_000) + 'x', 'z w '.repeat(250_000) + 'z'];
    const start = performance.now();

    expect(diffText(`same start ${a}`, `same start ${b}`).map(({ kind }) => kind)).toEqual([
      'same',
      'del',
      'ins',
    ]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('finds one changed word in a huge text, and is still the one text and the other', () => {
    const text = (word: string) =>
      `${'words and words, '.repeat(100_000)}${word} ${'and more words. '.repeat(100_000)}end`;
    const parts = diffText(text('four'), text('five'));

    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'del', text: 'four' },
      { kind: 'ins', text: 'five' },
    ]);
    expect(without(parts, 'ins')).toBe(text('four'));
    expect(without(parts, 'del')).toBe(text('five'));
  });

  it('cuts no grapheme at the ends of what it compares of a long text', () => {
    const text = (sign: string) => `${'e\u0301 👍🏽 '.repeat(5_000)}${sign}${' 👨‍👩‍👧 e\u0301'.repeat(5_000)}`;
    const parts = diffText(text('👍🏽'), text('👍'));

    expect(without(parts, 'ins')).toBe(text('👍🏽'));
    expect(without(parts, 'del')).toBe(text('👍'));
    for (const part of parts) expect(part.text).not.toMatch(/^[\p{M}\p{Sk}\u200d]/u);
  });
});
