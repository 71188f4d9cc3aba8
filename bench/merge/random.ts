/** Draws numbers that are the same in every run with the same seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  readonly share: () => number;
  /** A whole number from 0 up to, but not including, `below`. */
  readonly index: (below: number) => number;
}

/** The mulberry32 generator: small, fast, and good enough to make texts from. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { share, index: (below) => Math.floor(share() * below) };
}
