import { createRandom, type Random } from './random.js';
import type { Sides } from './tool.js';

/** What a large text looks like, and how much of it both sides edited. */
export const shapes = [
  'half the lines rewritten',
  'ten lines edited',
  'twenty lines repeated, half rewritten',
  'one line, half the words rewritten',
] as const;

export type Shape = (typeof shapes)[number];

/** In characters. */
export const sizes = [100_000, 1_000_000] as const;

const wordsPerLine = 10;

/** Makes a text of about `size` characters and two edits of it. */
export function largeSides({
  shape,
  size,
  seed,
}: {
  readonly shape: Shape;
  readonly size: number;
  readonly seed: number;
}): Sides {
  const random = createRandom(seed);
  const { parts, edit, separator } = largeText({ shape, size, random });
  return {
    base: parts.join(separator),
    mine: edit(parts).join(separator),
    theirs: edit(parts).join(separator),
  };
}

function largeText({ shape, size, random }: { shape: Shape; size: number; random: Random }): {
  readonly parts: readonly string[];
  readonly edit: (parts: readonly string[]) => string[];
  readonly separator: string;
} {
  const line = () => Array.from({ length: wordsPerLine }, () => word(random)).join(' ');
  const rewriteHalf = (make: () => string) => (parts: readonly string[]) =>
    parts.map((part) => (random.share() < 0.5 ? make() : part));
  switch (shape) {
    case 'half the lines rewritten':
      return { parts: fill(size, line), edit: rewriteHalf(line), separator: '\n' };
    case 'ten lines edited':
      return { parts: fill(size, line), edit: (parts) => editTen(parts, line, random), separator: '\n' };
    case 'twenty lines repeated, half rewritten': {
      const known = Array.from({ length: 20 }, line);
      const again = () => known[random.index(known.length)] ?? '';
      return { parts: fill(size, again), edit: rewriteHalf(again), separator: '\n' };
    }
    case 'one line, half the words rewritten':
      return {
        parts: fill(size, () => word(random)),
        edit: rewriteHalf(() => word(random)),
        separator: ' ',
      };
  }
}

function fill(size: number, make: () => string): string[] {
  const parts: string[] = [];
  for (let length = 0; length < size; length += (parts.at(-1)?.length ?? 0) + 1) parts.push(make());
  return parts;
}

function editTen(parts: readonly string[], make: () => string, random: Random): string[] {
  const result = [...parts];
  for (let edits = 0; edits < 10; edits++) result[random.index(result.length)] = make();
  return result;
}

/** One of about 4,000 words of two to twelve letters. */
function word(random: Random): string {
  const number = random.index(4_000);
  return 'xobwikaclemnust'.slice(number % 7, 9 + (number % 5)) + number.toString(36);
}
