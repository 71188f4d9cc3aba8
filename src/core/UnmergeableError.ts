const deepest = 1000;

/** Thrown where a value can't be compared or merged: it contains itself, or is nested deeper than 1,000 levels. */
export class UnmergeableError extends Error {
  override readonly name = 'UnmergeableError';
  readonly reason: 'cyclic' | 'too-deep';

  constructor(value: unknown) {
    const reason = whyTooDeep(value);
    super(`Can't merge ${reason} data. Keep under ${deepest} levels.`);
    this.reason = reason;
  }
}

export function isUnmergeableError(error: unknown): error is UnmergeableError {
  return error instanceof Error && error.name === 'UnmergeableError';
}

/** @throws UnmergeableError where `depth` is too much; it looks into the values to say why. */
export function checkDepth(depth: number, value: unknown, other?: unknown): void {
  if (depth > deepest) throw new UnmergeableError([value, other]);
}

/** JSON knows a circle when it meets one, and runs out of stack on depth alone. */
function whyTooDeep(value: unknown): 'cyclic' | 'too-deep' {
  try {
    JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError) return 'cyclic';
  }
  return 'too-deep';
}
