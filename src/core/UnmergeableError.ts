const deepest = 1000;

/** Thrown where a value can't be compared or merged: it contains itself, or is nested deeper than 1,000 levels. */
export class UnmergeableError extends Error {
  override readonly name = 'UnmergeableError';
  readonly reason: 'cyclic' | 'too-deep';

  constructor(reason: 'cyclic' | 'too-deep') {
    super(
      `A value is ${reason}: it contains itself or has over ${deepest} levels. Merge needs flat data; save less of it.`,
    );
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

/** Walks without recursion: what is too deep to compare is too deep to recurse. */
function isCyclic(value: unknown): boolean {
  const inside = new Set<unknown>();
  const done = new Set<unknown>();
  const stack = [value];
  while (stack.length > 0) {
    const top = stack.at(-1);
    if (typeof top !== 'object' || top === null || done.has(top)) stack.pop();
    else if (inside.has(top)) {
      stack.pop();
      inside.delete(top);
      done.add(top);
    } else {
      inside.add(top);
      const children: unknown[] = Object.values(top);
      if (children.some((child) => inside.has(child))) return true;
      stack.push(...children);
    }
  }
  return false;
}
