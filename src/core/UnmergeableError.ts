const deepest = 1000;

/** Thrown where a value can't be compared or merged: it contains itself, or is nested deeper than 1,000 levels. */
export class UnmergeableError extends Error {
  override readonly name = 'UnmergeableError';
}

export function isUnmergeableError(error: unknown): error is UnmergeableError {
  return error instanceof Error && error.name === 'UnmergeableError';
}

/** @throws UnmergeableError where `depth` is too much. */
export function checkDepth(depth: number): void {
  if (depth > deepest) {
    throw new UnmergeableError(`Cyclic, or nested deeper than ${deepest} levels.`);
  }
}
