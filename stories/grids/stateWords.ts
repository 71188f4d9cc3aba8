import type { RowState } from 'noclobber/table';

/** What the state of a row is called on the screen. */
export const stateWords: Readonly<Record<RowState, string>> = {
  clean: '',
  new: 'New',
  edited: 'Edited',
  saving: 'Saving…',
  saved: 'Saved',
  conflict: 'Needs you',
  deleted: 'Deleted by someone',
  locked: 'Locked by someone',
  invalid: 'Not valid',
  'not-allowed': 'Not allowed',
  failed: 'Not saved',
  updated: 'Updated by someone',
};
