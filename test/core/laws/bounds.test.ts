import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from './holds.js';
import { mergeTexts } from './mergeTexts.js';
import type { Texts } from './texts.js';

const sides = ['base', 'mine', 'theirs'] as const;

/** Merges, and says how long it took; whatever the cap made of it, no byte may be lost or made up. */
function timed(texts: Texts): number {
  const start = performance.now();
  const { text, hunks, entry } = mergeTexts(texts);
  const ms = performance.now() - start;
  const parts = hunks.map((hunk) => hunk.merged ?? (hunk.kind === 'mine' ? hunk.mine : hunk.theirs));
  const isWhole =
    parts.join('') === text &&
    sides.every((side) => hunks.map((hunk) => hunk[side]).join('') === texts[side]);
  expect(hunks.length === 0 || isWhole).toBe(true);
  expect(entry).toBeDefined();
  return ms;
}

/** The same numbers every time, and no pattern that a diff could use. */
function noise(count: number, kinds: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String(Math.floor((state / 2_147_483_648) * kinds));
  });
}
const three = (make: (seed: number) => string): Texts => ({ base: make(1), mine: make(2), theirs: make(3) });

describe('the law of bounds', () => {
  // Few different pieces, so that everything could match everything; a wide limit, for a busy machine.
  it('18: takes bounded time, and gives every byte back', () => {
    const texts = fc.record({
      size: fc.nat(150),
      kinds: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(),
      end: fc.constantFrom('\n', ' ', '. ', ''),
    });
    holds(texts, ({ size, kinds, seed, end }) => {
      const make = (turn: number) => `${turn}\n${noise(size, kinds, seed + turn).join(end)}`;
      expect(timed(three(make))).toBeLessThan(2_000);
    });
  });

  it.each<[string, Texts]>([
    ['20,000 lines of two kinds', three((seed) => noise(20_000, 2, seed).join('\n'))],
    ['100,000 words of two kinds', three((seed) => noise(100_000, 2, seed).join(' '))],
    ['100,000 words of 1,000 kinds', three((seed) => noise(100_000, 1_000, seed).join(' '))],
    ['20,000 lines, all others', three((seed) => noise(20_000, 1_000_000, seed).join('\n'))],
    ['20,000 sentences of three kinds', three((seed) => noise(20_000, 3, seed).join('. '))],
    ['one line, once, 20,000 and 40,000 times', three((seed) => 'x\n'.repeat((seed - 1) * 20_000 + 1))],
    ['lines in order, turned round and halved', three((seed) => turned(seed).join('\n'))],
    ['300 KB of emoji', three((seed) => `${seed} `.concat('👨‍👩‍👧'.repeat(12_000 + seed)))],
    ['300 KB of Thai', three((seed) => `${seed} `.concat('ที่นี่'.repeat(16_000 + seed)))],
    ['300 KB of marks on one letter', three((seed) => `${seed} e`.concat('\u0301'.repeat(300_000 + seed)))],
    ['300 KB of one word', three((seed) => `${seed} `.concat('a-'.repeat(150_000 + seed)))],
    ['300 KB of white space', three((seed) => `${seed} `.concat(' \t'.repeat(150_000 + seed)).concat('x'))],
    ['300 KB of full stops', three((seed) => `${seed} `.concat('.'.repeat(300_000 + seed)).concat('x'))],
  ])('18: takes bounded time for %s', (_case, texts) => {
    expect(timed(texts)).toBeLessThan(10_000);
  });
});

function turned(seed: number): string[] {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index}`);
  if (seed === 1) return lines;
  return seed === 2 ? lines.toReversed() : [...lines.slice(5_000), ...lines.slice(0, 5_000)];
}
