import { mergeAsync } from '../../client/index.js';
import type { Conflict, MergeResult, Rules } from '../../core/index.js';

/** Merges what others saved into an edit; undefined where a person must decide, or read first what only words could merge. */
export async function mergeMet<T>(
  { base, mine, theirs }: Extract<Conflict<T>, { readonly kind: 'modified' }>,
  rules: Rules<T> | undefined,
): Promise<MergeResult<T> | undefined> {
  const result = await mergeAsync({ base: base.value, mine, theirs: theirs.value }, rules);
  const isSilent = result.conflicts.length === 0 && result.changes.every(({ kind }) => kind !== 'auto');
  return isSilent ? result : undefined;
}
