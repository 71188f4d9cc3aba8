import { shareOf } from './quality.js';
import { textOf, type Outcome, type Sides, type Tool } from './tool.js';
import { wordsOf } from './wordsOf.js';

/** How often a tool breaks a law, as a share of the tuples it was given. */
export interface LawBreaches {
  /** With mine and theirs swapped it settles another text, or leaves other regions open. */
  readonly nonCommutative: number;
  /** An edit that both sides made does not come out as just that edit. */
  readonly bothSame: number;
  /** An edit that only one side made does not come out as just that edit. */
  readonly identity: number;
  /** A settled text has a word, or an emoji, that is on none of the three sides. */
  readonly inventedWords: number;
  /** Half of a surrogate pair. */
  readonly loneSurrogates: number;
}

export function lawBreachesOf(tool: Tool, tuples: readonly Sides[]): LawBreaches {
  const breaches = tuples.map((sides) => breachesOf(tool, sides));
  return {
    nonCommutative: shareOf(breaches, (breach) => breach.nonCommutative),
    bothSame: shareOf(breaches, (breach) => breach.bothSame),
    identity: shareOf(breaches, (breach) => breach.identity),
    inventedWords: shareOf(breaches, (breach) => breach.inventedWords),
    loneSurrogates: shareOf(breaches, (breach) => breach.loneSurrogates),
  };
}

function breachesOf({ merge }: Tool, sides: Sides) {
  const { base, mine, theirs } = sides;
  const outcome = merge(sides);
  const edits = [mine, theirs];
  return {
    nonCommutative: contentOf(outcome) !== contentOf(swapped(merge({ base, mine: theirs, theirs: mine }))),
    bothSame: edits.some((edit) => textOf(merge({ base, mine: edit, theirs: edit })) !== edit),
    identity: edits.some(
      (edit) =>
        textOf(merge({ base, mine: edit, theirs: base })) !== edit ||
        textOf(merge({ base, mine: base, theirs: edit })) !== edit,
    ),
    inventedWords: hasInventedWord(outcome, sides),
    loneSurrogates: !contentTexts(outcome).every((text) => text.isWellFormed()),
  };
}

function swapped({ pieces, ...rest }: Outcome): Outcome {
  return {
    ...rest,
    pieces: pieces.map((piece) =>
      typeof piece === 'string' ? piece : { ...piece, mine: piece.theirs, theirs: piece.mine },
    ),
  };
}

/** The same for two outcomes that say the same, however they cut the settled text. */
function contentOf({ pieces, wantsReview = false }: Outcome): string {
  const settled = pieces.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
  const open = pieces.flatMap((piece) =>
    typeof piece === 'string' ? [] : [[piece.base, piece.mine, piece.theirs]],
  );
  return JSON.stringify([settled, open, wantsReview]);
}

function contentTexts({ pieces }: Outcome): string[] {
  return pieces.flatMap((piece) =>
    typeof piece === 'string' ? [piece] : [piece.base ?? '', piece.mine, piece.theirs],
  );
}

function hasInventedWord({ pieces }: Outcome, { base, mine, theirs }: Sides): boolean {
  const known = new Set([base, mine, theirs].flatMap(wordsOf));
  return pieces.some((piece) => typeof piece === 'string' && wordsOf(piece).some((word) => !known.has(word)));
}
