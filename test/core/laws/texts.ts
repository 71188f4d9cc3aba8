import fc from 'fast-check';

/** A text and two edits of it. */
export interface Texts {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Pieces that texts are made of. Few of them, so that it is often unclear which one an edit meant. */
const alphabets = {
  runs: ['x\n', 'x\n', 'x\n', 'y\n', 'z\n'],
  lines: ['a\n', 'b\n', '\n', '}\n', 'the same line\n', 'a b c\n', 'x\n', 'a'],
  paragraphs: ['One two three. Four five.\n', 'One two four. Four six.\n', '\n', 'One two.\n', 'End'],
  lineEnds: ['a\r\n', 'a\n', 'b\r\n', '\r\n', '\n', 'c d\r\n', 'e'],
  words: [
    'the ',
    'a ',
    'b ',
    'b',
    '. ',
    '.',
    '-',
    ', ',
    ' - ',
    '100 ',
    '1',
    'v2.11.1 ',
    '10:30 ',
    '\n',
    '  ',
    "'",
  ],
  sentences: ['It rains. ', 'It rains! ', 'We go home. ', 'Why? ', 'No. ', 'It rains', '\n\n', '3.5 is it. '],
  emoji: ['👍', '👍🏽', '🏽', '👨‍👩‍👧', '👨', '\u200d', '👧', '👈', '👉', '❤️', '1️⃣', '1', ' ', 'ok ', '\n'],
  scripts: [
    'e\u0301',
    'e',
    '\u0301',
    'é',
    'ก',
    'ำ',
    'ที่',
    'นี้',
    '각',
    'ᄀ',
    'ᅡ',
    'ᆨ',
    'क्‍ष',
    '北',
    '京',
    ' ',
    '\n',
  ],
  flags: ['🇭', '🇷', '🇩', '🇪', '🇭🇷', '🇩🇪', ' ', 'a ', '\n'],
} as const;
type Alphabet = keyof typeof alphabets;

/**
 * A text of few different pieces and two edits of it, by piece and by character; some edits both sides make. Each side may have its own
 * line ends.
 */
export function textsOf(names = Object.keys(alphabets) as readonly Alphabet[]): fc.Arbitrary<Texts> {
  return fc.oneof({ withCrossShrink: true }, ...names.map((name) => textsIn(alphabets[name])));
}

function textsIn(pieces: readonly string[]): fc.Arbitrary<Texts> {
  const piece = fc.constantFrom(...pieces);
  const character = fc.constantFrom(...new Set(pieces.flatMap(charactersOf)));
  const edit = fc.record({
    op: fc.constantFrom('replace', 'insert', 'delete', 'repeat'),
    at: fc.nat(1_000),
    piece,
  });
  const typing = fc.array(fc.record({ op: edit.map(({ op }) => op), at: fc.nat(1_000), piece: character }), {
    maxLength: 2,
    size: 'xsmall',
  });
  const edits = fc.array(edit, { maxLength: 3 });
  const hasOtherEnds = fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(false), weight: 9 },
    { arbitrary: fc.constant(true), weight: 1 },
  );
  const side = fc.record({ edits, typing, hasOtherEnds });
  return fc
    .record({
      base: fc.array(piece, { maxLength: 20, size: 'max' }),
      shared: fc.array(edit, { maxLength: 1 }),
      mine: side,
      theirs: side,
    })
    .map(({ base, shared, mine, theirs }) => {
      const write = ({ edits: own, typing: typed, hasOtherEnds: hasOther }: typeof mine) => {
        const written = edited(charactersOf(edited(edited(base, shared), own).join('')), typed).join('');
        if (!hasOther) return written;
        return base.join('').includes('\r\n')
          ? written.replaceAll('\r\n', '\n')
          : written.replaceAll(/\r?\n/g, '\r\n');
      };
      return { base: base.join(''), mine: write(mine), theirs: write(theirs) };
    });
}

function edited(
  pieces: readonly string[],
  edits: readonly { readonly op: string; readonly at: number; readonly piece: string }[],
): readonly string[] {
  return edits.reduce((list, { op, at, piece }) => {
    const place = at % (list.length + 1);
    const found = list[place];
    if (op === 'insert' || found === undefined) return list.toSpliced(place, 0, piece);
    if (op === 'repeat') return list.toSpliced(place, 0, found);
    return op === 'delete' ? list.toSpliced(place, 1) : list.toSpliced(place, 1, piece);
  }, pieces);
}

/** Code points; a line end of two is one. */
function charactersOf(text: string): string[] {
  return text.match(/\r\n|[^]/gu) ?? [];
}
