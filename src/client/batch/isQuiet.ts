import type { FieldChange, MergeResult } from '../../core/index.js';

/** Tells whether a merge needs nobody: whoever is strict wants to see any field that both changed. */
export function isQuiet<T>(result: MergeResult<T>, { isStrict }: { readonly isStrict: boolean }): boolean {
  const wantsLook = ({ kind }: FieldChange) => kind === 'auto' || (isStrict && kind === 'merged');
  return result.conflicts.length === 0 && !result.changes.some(wantsLook);
}
