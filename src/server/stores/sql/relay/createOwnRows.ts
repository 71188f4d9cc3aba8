import type { Settled } from '../transaction.js';

/** The rows of the history that this process writes, so that it does not take them for another one's. */
export interface OwnRows {
  /** Runs a write, which notes its rows before they are committed; where it fails, they are forgotten. */
  during<T>(write: (note: Note) => Promise<T>): Promise<T>;
  /** Tells whether a row is this process's, once. */
  take(seq: number): boolean;
  count(): number;
  /** Notes rows from now on, or no longer. */
  follow(isFollowed: boolean): void;
}

/** What a write gives, and which rows it made. */
export type WithRows<T> = Settled<T> & { readonly seqs?: readonly number[] };

type Note = <T>(settled: WithRows<T>) => WithRows<T>;

/** More are waiting only where a great batch was written; then some are told twice. */
const mostRows = 100_000;

export function createOwnRows(): OwnRows {
  const rows = new Set<number>();
  let isFollowed = false;
  return {
    async during(write) {
      let noted: readonly number[] = [];
      const forget = () => noted.forEach((seq) => rows.delete(seq));
      try {
        return await write((settled) => {
          forget();
          noted = isFollowed && settled.isKept ? (settled.seqs ?? []) : [];
          if (rows.size + noted.length > mostRows) rows.clear();
          for (const seq of noted) rows.add(seq);
          return settled;
        });
      } catch (error) {
        forget();
        throw error;
      }
    },
    take: (seq) => rows.delete(seq),
    count: () => rows.size,
    follow(isWanted) {
      isFollowed = isWanted;
      rows.clear();
    },
  };
}
