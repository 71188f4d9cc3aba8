import { isConflictError } from '../../client/index.js';
import type { FormNotice } from '../notice.js';

/** Tells of an undo that met a newer version: whatever else meets one merges or asks, and never fails by it. */
export function notUndone(error: Error): FormNotice | undefined {
  if (!isConflictError(error)) return undefined;
  const { conflict } = error;
  return {
    kind: 'notUndone',
    change: conflict.kind === 'modified' ? conflict.theirs.change : conflict.change,
  };
}
