const deepest = 1000;

/** Thrown where a value can't be compared or merged: it contains itself, or is nested deeper than 1,000 levels. */
export class UnmergeableError extends Error {
  override readonly name = 'UnmergeableError';
  readonly reason: 'cyclic' | 'too-deep';

  constructor(reason: 'cyclic' | 'too-deep') {
    super(`Can't merge a ${reason} value (over ${deepest} levels). Keep it flatter.`);
    this.reason = reason;
  }
}

export function isUnmergeableError(error: unknown): error is UnmergeableError {
  return error instanceof Error && error.name === 'UnmergeableError';
}

/** @throws UnmergeableError where `depth` is too much; it looks into the value to say why. */
export function checkDepth(depth: number, value: unknown): void {
  if (depth > deepest) throw new UnmergeableError(isCyclic(value) ? 'cyclic' : 'too-deep');
}

/** JSON knows a circle when it meets one, and runs out of stack on depth alone. */
function isCyclic(value: unknown): boolean {
  try {
    return !JSON.stringify(value);
  } catch (error) {
    return error instanceof TypeError;
  }
}
