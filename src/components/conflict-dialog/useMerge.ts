import { useEffect, useMemo, useState } from 'react';
import { mergeAsync } from '../../client/index.js';
import { mergeConflict, type Conflict, type MergeResult, type Rules } from '../../core/index.js';

interface Merged<T> {
  readonly conflict: Conflict<T>;
  readonly result: MergeResult<T>;
}

/** Beyond so many characters, all sides together, a record is merged in slices. */
const mostAtOnce = 60_000;

/** Merges a conflict: a small one at once, a large one without a frozen page. Undefined until that is done. */
export function useMerge<T>(conflict: Conflict<T>, rules: Rules<T> | undefined): MergeResult<T> | undefined {
  const atOnce = useMemo(
    () => (isLarge(conflict) ? undefined : mergeConflict(conflict, rules)),
    [conflict, rules],
  );
  const [later, setLater] = useState<Merged<T>>();
  useEffect(() => {
    if (atOnce || conflict.kind === 'deleted') return;
    let isWanted = true;
    const { base, mine, theirs } = conflict;
    // Not in the same task that shows the dialog.
    const timer = setTimeout(async () => {
      const result = await mergeAsync({ base: base.value, mine, theirs: theirs.value }, rules);
      if (isWanted) setLater({ conflict, result });
    });
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [atOnce, conflict, rules]);
  return atOnce ?? (later?.conflict === conflict ? later.result : undefined);
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
