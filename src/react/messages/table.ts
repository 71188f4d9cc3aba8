import { pluralsOf } from '../pluralsOf.js';
import { begin, listNames, type ListOfNames } from './phrases.js';

const plural = pluralsOf('en');
const rows = (count: number) => `${count} ${plural(count, { one: 'row', other: 'rows' })}`;

/** The texts of the editable table. `record` is what people call one of its records. */
export const tableMessages = {
  showingRows: (count: string, hasMore: boolean) =>
    `Showing ${count} ${hasMore ? 'so far' : count === '1' ? 'row' : 'rows'}`,
  changesBar: 'Changes',
  selectionBar: 'Selected rows',
  saveChanges: (count: number) =>
    count === 0 ? 'Save changes' : `Save ${count} ${plural(count, { one: 'change', other: 'changes' })}`,
  savingRows: (done: number, all: number) => `Saving ${done} of ${all}`,
  stopSaving: 'Stop',
  discardChanges: 'Discard',
  addRow: 'Add row',
  undoEdit: 'Undo',
  redoEdit: 'Redo',
  filterBy: (field: string) => `Filter by ${field}`,
  lockFilter: 'Locks',
  lockFilters: { all: 'All rows', free: 'Free to edit', me: 'Locked by you', others: 'Locked by others' },
  selectedRows: (count: number) => `${count} selected`,
  selectRow: (name: string) => `Select ${name}`,
  selectAllRows: 'Select all rows shown',
  onThisPage: (count: number) => `${rows(count)} shown are selected.`,
  selectAllThatMatch: 'Select all that match',
  allThatMatchSelected: 'All that match are selected.',
  clearSelection: 'Clear',
  deleteRows: 'Delete',
  stateColumn: 'State',
  noRows: 'Nothing here yet.',
  noRowsMatch: 'No row matches.',
  loadingRows: 'Loading…',
  couldNotRead: 'The rows could not be read.',

  newRow: 'new row',
  rowNew: 'New',
  rowEdited: 'Edited',
  rowSaving: 'Saving…',
  rowUnanswered: 'No answer yet',
  rowSaved: 'Saved',
  rowConflict: 'Needs you',
  rowDeletedBy: (name: string) => `Deleted by ${name}`,
  rowLocked: (name: string, time: string) => (time ? `${name}, until ${time}` : `Locked by ${name}`),
  rowInvalid: 'Not valid',
  rowNotAllowed: 'Not allowed',
  rowFailed: 'Not saved',
  rowUpdatedBy: (name: string) => `Updated by ${name}`,
  reviewRow: 'Review',
  reviewRowOf: (name: string) => `Review ${name}`,
  reviewRows: (count: number) => `Review ${count}`,
  cellEdited: 'edited',
  cellUpdatedBy: (name: string) => `updated by ${name}`,
  cellChangedByBoth: (name: string) => `changed by you and by ${name}`,
  cellInvalid: (reason: string) => `not valid: ${reason}`,
  cellOf: (field: string, name: string) => `${field} of ${name}`,
  changedUnderYou: (name: string, field: string) =>
    `${begin(name)} changed ${field} too. What you type stays.`,

  rowsSaved: (count: number) => `${count} saved`,
  rowsNeedYou: (count: number) => `${count} ${plural(count, { one: 'needs', other: 'need' })} you`,
  rowsRefused: (count: number) => `${count} could not be saved`,
  rowsUnsent: (count: number) => `${count} not sent`,
  nothingSaved: 'Nothing was saved',
  whatFitsIsSaved: 'What fits is saved. Your edits to the others are still in place.',
  allOrNothing:
    'Saving is all or nothing here. Settle those rows and save again; your edits are still in place.',
  rowsMerged: (count: number) => `${count} merged with what others had saved.`,
  noAnswerForRows: (count: number) => `No answer about ${rows(count)}.`,
  noAnswerForRowsWhy: 'They may be saved already. Trying again asks first, and saves nothing twice.',
  noAnswerToActionWhy: 'It may be done already. Trying again asks first, and does nothing twice.',
  askAgain: 'Try again',
  didToRows: (count: number, action: string) => `${action}: ${rows(count)} done`,
  rowsMoved: (count: number) => `${count} changed since you selected ${count === 1 ? 'it' : 'them'}`,
  /** `count` is of all; `names` are the first of them. */
  nothingDoneTo: (names: ListOfNames, count: number) =>
    `${listNames(count > names.length ? [...names, `${count - names.length} more`] : names)}. Nothing was done to ${count === 1 ? 'it' : 'them'}.`,
  rowsLeft: (count: number) => `${count} left as ${count === 1 ? 'it was' : 'they were'}`,
  notSavedYet: 'It is not saved yet.',
  doItToThoseToo: (action: string) => `${action}, with those too`,
  withoutCheck: 'All that match, without a check for changes?',
  listMoved: 'Rows were changed, came or went since you saw the list.',
  listTooLong: 'The list is too long to compare with what you saw.',
  withoutCheckWhy: 'Anything others changed meanwhile will be included.',
  doItToAll: (action: string) => `${action}: all`,
  askToDo: (action: string, count: number) => `${action}: ${rows(count)}?`,
  askToDoToAll: (action: string) => `${action}: all that match?`,
  doItTo: (action: string, count: number) => `${action}: ${rows(count)}`,
  editsGoToo: (count: number) => `Your unsaved edits in ${rows(count)} go, too.`,
  pasteLeftOut: (count: number) =>
    `${count} ${plural(count, { one: 'cell', other: 'cells' })} had no place to go, or can’t be changed.`,
  pasteInvalid: (count: number) =>
    count === 1
      ? '1 cell is not valid. Its row is saved once it is put right.'
      : `${count} cells are not valid. Their rows are saved once they are put right.`,

  walkPlace: (at: number, all: number) => `${at} of ${all}`,
  skipRow: 'Skip',
  allRowsMine: 'All mine, for every row left',
  allRowsTheirs: 'All theirs, for every row left',
  walkLeft: 'What is left was deleted, is not valid or has changed since. Please look at each.',

  pickDay: 'Choose a date',
  notANumber: 'This is not a number.',
  notADate: 'Write a date as 2026-03-09.',
  notAnOption: 'This is not one of the choices.',
};

/** The texts of the editable table. */
export type TableMessages = typeof tableMessages;
