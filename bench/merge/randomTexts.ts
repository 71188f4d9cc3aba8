import { createRandom, type Random } from './random.js';
import type { Sides } from './tool.js';

/** Few and alike, so that words repeat; emoji share half pairs, and some graphemes have several characters. */
const words =
  "the price of one is not don't read-only a/b 100 120 1.5 v2.11.0 (see end. , — 😀 😁 😂 👩‍👩‍👧 👩‍👧 🇭🇷 🇭🇺 👍🏽 👍🏿 e\u0301 café 日本 語".split(
    ' ',
  );

/** Short texts with a few random edits on each side, for the laws. */
export function randomTuples({ count, seed }: { readonly count: number; readonly seed: number }): Sides[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const base = Array.from({ length: 1 + random.index(8) }, () => randomLine(random));
    const [mine, theirs] = [edited(base, random), edited(base, random)];
    return { base: textOfLines(base), mine: textOfLines(mine), theirs: textOfLines(theirs) };
  });
}

type Line = readonly string[];

function edited(base: readonly Line[], random: Random): Line[] {
  const lines = base.map((line) => [...line]);
  for (let edits = 1 + random.index(4); edits > 0; edits--) editOnce(lines, random);
  return lines;
}

function editOnce(lines: string[][], random: Random): void {
  const at = random.index(lines.length);
  const line = lines[at];
  const column = random.index(line?.length ?? 0);
  switch (random.index(7)) {
    case 0:
      lines.splice(at, 0, randomLine(random));
      return;
    case 1:
      if (lines.length > 1) lines.splice(at, 1);
      return;
    case 2:
      line?.splice(column, 0, randomWord(random));
      return;
    case 3:
      if (line && line.length > 1) line.splice(column, 1);
      return;
    case 4:
      line?.splice(column, 2, line.slice(column, column + 2).join(''));
      return;
    default:
      line?.splice(column, 1, randomWord(random));
  }
}

function randomLine(random: Random): string[] {
  return Array.from({ length: 1 + random.index(9) }, () => randomWord(random));
}

function randomWord(random: Random): string {
  return words[random.index(words.length)] ?? '';
}

function textOfLines(lines: readonly Line[]): string {
  return lines.map((line) => line.join(' ')).join('\n');
}
