import { useEffect, useMemo, useState } from 'react';
import { mergeAsync } from '../../client/index.js';
import { mergeConflict, type Conflict, type MergeResult, type Rules } from '../../core/index.js';

interface Merged<T> {
  readonly conflict: Conflict<T>;
  readonly result: MergeResult<T>;
}

/** Beyond so many characters, all sides together, a record is merged in slices. */
const mostAtOnce = 60_000;

/** So long it takes until a person would wonder where the dialog is. */
const lateMs = 1_000;

interface Merging<T> {
  /** Undefined until it is done. */
  readonly merged: MergeResult<T> | undefined;
  /** It takes so long that the dialog is shown without it. */
  readonly isLate: boolean;
}

/** Merges a conflict: a small one at once, a large one without a frozen page. */
export function useMerge<T>(conflict: Conflict<T>, rules: Rules<T> | undefined): Merging<T> {
  const atOnce = useMemo(
    () => (isLarge(conflict) ? undefined : mergeConflict(conflict, rules)),
    [conflict, rules],
  );
  const [later, setLater] = useState<Merged<T>>();
  const [late, setLate] = useState<Conflict<T>>();
  useEffect(() => {
    if (atOnce) return;
    let isWanted = true;
    const lateness = setTimeout(() => setLate(conflict), lateMs);
    // Not in the same task that shows the dialog.
    const timer = setTimeout(async () => {
      const result = await mergeAsync(sidesOf(conflict), rules);
      if (isWanted) setLater({ conflict, result });
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
      clearTimeout(lateness);
    };
  }, [atOnce, conflict, rules]);
  return {
    merged: atOnce ?? (later?.conflict === conflict ? later.result : undefined),
    isLate: late === conflict,
  };
}

function sidesOf<T>({ base, mine, ...rest }: Conflict<T>): { base: T; mine: T; theirs: T } {
  return { base: base.value, mine, theirs: 'theirs' in rest ? rest.theirs.value : mine };
}

function isLarge<T>(conflict: Conflict<T>): boolean {
  if (conflict.kind === 'deleted') return false;
  let size = 0;
  const sides: unknown[] = [conflict.base.value, conflict.mine, conflict.theirs.value];
  for (let value = sides.pop(); value !== undefined && size <= mostAtOnce; value = sides.pop()) {
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) if (inner !== undefined && inner !== null) sides.push(inner);
      size += 10;
    }
  }
  return size > mostAtOnce;
}
