import type { CorpusTuple } from './corpus.js';
import { createRandom, type Random } from './random.js';
import { textOf, type Tool } from './tool.js';

const vocabulary = 400;
const longestDocument = 80;

/**
 * Makes merges for where there are no real ones. The outcome that people would commit is known by construction: both sides' edits, and
 * theirs where both changed the same word. Says nothing of how real edits fall, so the bars are not held against it.
 */
export function generateCorpus({
  count,
  seed,
  git,
}: {
  readonly count: number;
  readonly seed: number;
  readonly git: Tool;
}): CorpusTuple[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const base = Array.from({ length: 5 + random.index(longestDocument) }, () =>
      Array.from({ length: 4 + random.index(12) }, () => word(random)),
    );
    const [mine, theirs] = [edits(base, random), edits(base, random)];
    const sides = {
      base: textWith(base, []),
      mine: textWith(base, [mine]),
      theirs: textWith(base, [theirs]),
    };
    const human = textWith(base, [mine, theirs]);
    return { ...sides, human, gitConflicts: textOf(git.merge(sides)) === undefined, source: 'generated' };
  });
}

/** New words by the place of the word they stand for, "line:column"; a line break may come with them. */
type Edits = ReadonlyMap<string, string>;

function edits(base: readonly (readonly string[])[], random: Random): Edits {
  return new Map(
    Array.from({ length: 1 + random.index(6) }, () => {
      const line = random.index(base.length);
      const column = random.index(base[line]?.length ?? 0);
      const isNewLine = random.share() < 0.3;
      return [`${line}:${column}`, isNewLine ? `${word(random)}\n${word(random)}` : word(random)];
    }),
  );
}

/** Later edits win over earlier ones. */
function textWith(base: readonly (readonly string[])[], all: readonly Edits[]): string {
  const edit = new Map(all.flatMap((one) => [...one]));
  return base
    .map((line, row) => `${line.map((old, column) => edit.get(`${row}:${column}`) ?? old).join(' ')}\n`)
    .join('');
}

function word(random: Random): string {
  return `word${random.index(vocabulary).toString(36)}`;
}
