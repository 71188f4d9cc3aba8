import { saveMerging, type RecordValue, type Resource, type SaveMergingOptions } from '../../client/index.js';
import type { Posted } from './posted.js';
import { mergeMet } from './mergeMet.js';

/** Goes on from what a save was answered first: merges what others saved meanwhile. */
export function saveOn<T extends RecordValue>(
  resource: Pick<Resource<T>, 'save' | 'rules'>,
  edit: Pick<Posted<T>, 'base' | 'mine'> & { readonly isForced: boolean },
  options: Omit<SaveMergingOptions<T>, 'merge'>,
): ReturnType<typeof saveMerging<T>> {
  return saveMerging(resource, edit, { ...options, merge: mergeMet });
}
