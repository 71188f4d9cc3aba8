/** What is said where a record is not there as it was read. */
export const conflictDetails = {
  'not-found': 'There is no such record.',
  'record-deleted': 'The record was deleted meanwhile, so there is nothing to change.',
  'version-conflict':
    'The record was changed after it was read, so saving would overwrite somebody else. Merge with the current version and save again.',
} as const;
