import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText } from 'noclobber';
import { revealSigns } from '../../src/core/index.js';

const codes = (text: string) => revealSigns(text).flatMap(({ code }) => code ?? []);

describe('signs that hide', () => {
  it.each([
    ['a mark of direction', 'invoice\u202egpj.exe', ['U+202E']],
    ['an isolate', '\u2067abc\u2069', ['U+2067', 'U+2069']],
    ['a space without width', 'ad\u200bmin', ['U+200B']],
    ['a joiner between Latin letters', 'ad\u200dmin', ['U+200D']],
    ['a soft hyphen', 'co\u00adop', ['U+00AD']],
    ['letters in tags', 'hi\u{e0041}', ['U+E0041']],
    ['Cyrillic letters in a Latin word', 'p\u0430yp\u0430l', ['U+0430', 'U+0430']],
    ['a Latin letter in a Cyrillic word', '\u041c\u043e\u0441\u043a\u0432a', ['U+0061']],
  ])('F21 shows %s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it.each([
    ['a family', '👨‍👩‍👧'],
    ['a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['whole words of two alphabets', 'Москва and Αθήνα'],
    ['plain text', 'Ferries will run every thirty minutes.'],
  ])('F21 leaves %s alone', (_, text) => {
    expect(revealSigns(text)).toEqual([{ text }]);
  });

  it('F21 leaves no invisible sign in what is shown, and nothing else out', () => {
    const sign = fc.constantFrom('a', 'б', ' ', '\u202e', '\u200b', '\u2066', '\ufeff', '😀', '\n');
    fc.assert(
      fc.property(fc.array(sign), (signs) => {
        const shown = revealSigns(signs.join(''))
          .map(({ text }) => text)
          .join('');
        expect(shown).toBe(signs.filter((one) => !/[\u202e\u200b\u2066\ufeff]/.test(one)).join(''));
      }),
    );
  });
});

describe('F23: a difference between texts with emoji', () => {
  const piece = fc.constantFrom('a', ' ', 'word', '😀', '😁', '👨‍👩‍👧', '👩‍👧', '🇩🇪', '🇩🇰', 'é', 'e\u0301', '\n');
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('F23 joins to both texts, and every part is well formed', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const parts = diffText(a, b);
        const without = (kind: string) => parts.map((part) => (part.kind === kind ? '' : part.text)).join('');
        expect(without('ins')).toBe(a);
        expect(without('del')).toBe(b);
        expect(parts.every((part) => part.text.isWellFormed())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('F23 keeps a family and a flag whole', () => {
    expect(diffText('👨‍👩‍👧', '👩‍👧').map(({ text }) => text)).toEqual(['👨‍👩‍👧', '👩‍👧']);
    expect(diffText('🇩🇪', '🇩🇰').map(({ text }) => text)).toEqual(['🇩🇪', '🇩🇰']);
  });
});

/** Wide limits: only work that grows with the square of the text breaks them. */
describe('F27 and F28: hostile texts', () => {
  const long = 100_000;
  it.each([
    ['one letter', 'a'.repeat(long)],
    ['spaces', ' '.repeat(long)],
    ['marks that join', `a${'\u0301'.repeat(long)}`],
    ['tags after no flag', '\u{e0061}'.repeat(long / 2)],
    ['joiners', '\u200d'.repeat(long)],
    ['words of two alphabets', 'a\u0430'.repeat(long / 2)],
    ['dots', '.'.repeat(long)],
  ])('F27 reads 100,000 times %s in a moment', (_, text) => {
    const start = performance.now();
    const parts = revealSigns(text);
    expect(parts.length).toBeGreaterThan(0);
    expect(diffText(text, `${text}b`).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each([
    ['8,000 unrelated letters', letters(8_000, 3), letters(8_000, 5)],
    ['5,000 unrelated lines', lines(5_000, 3), lines(5_000, 5)],
    ['one line over and over', 'the same line\n'.repeat(5_000), 'the same line\n'.repeat(4_000)],
    ['two lines in turn', 'a\nb\n'.repeat(3_000), 'b\na\n'.repeat(3_000)],
  ])('F28: shows the difference of %s without a blow-up', (_, a, b) => {
    const start = performance.now();
    const parts = diffText(a, b);
    expect(parts.map(({ kind, text }) => (kind === 'ins' ? '' : text)).join('')).toBe(a);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

function letters(count: number, step: number): string {
  return Array.from({ length: count }, (_, at) =>
    String.fromCharCode(97 + ((at * step * (at % 7)) % 26)),
  ).join('');
}

function lines(count: number, step: number): string {
  return Array.from({ length: count }, (_, at) => `line ${(at * step * 7919) % 100_003}\n`).join('');
}
