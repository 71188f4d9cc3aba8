import { failureMessages } from './failure.js';
import { valueMessages } from './value.js';
import { begin, plural, listNames, changes, firstNames, type ListOfNames } from './phrases.js';

/** The texts around a form, in English: notices, marks, banners, badges. */
export const formMessages = {
  ...failureMessages,
  ...valueMessages,
  review: 'Review',
  undo: 'Undo',
  retry: 'Try again',
  savedMerged: (name: string) => `Saved, merged with ${name}’s changes.`,
  savedOver: (name: string, fields: ListOfNames) =>
    `Saved over ${name}’s ${changes(fields)} to ${listNames(fields)}.`,
  cameFromThem: (fields: ListOfNames) => `${listNames(fields)} came from them.`,
  savedSame: 'Saved.',
  savedSameWhy: (name: string) => `${begin(name)} had already made the same change.`,
  undoneMerge: (name: string) => `Undone: ${name}’s version is saved again.`,
  undoneMergeWhy: 'Your changes are back in the form, not saved yet.',
  notUndone: 'Nothing was undone.',
  notUndoneWhy: (name: string) => `${begin(name)} has saved since.`,
  notSavedYetNotice: 'Your changes are safe, but not saved yet.',
  fieldsNeedYou: (count: number) =>
    `${count} ${plural(count, { one: 'field still needs', other: 'fields still need' })} you.`,
  wasDeletedNotice: (name: string, record: string) => `${begin(name)} deleted this ${record}.`,
  discarded: 'Your version was discarded.',
  discardedWhy: 'The form shows what is saved now.',
  staysDeleted: (record: string) => `The ${record} stays deleted.`,
  stillSaving: 'Still saving.',
  stillSavingWhy: 'The server takes its time. You can go on typing.',
  stopWaiting: 'Stop waiting',
  saveFailed: 'Not saved.',
  notRead: (record: string) => `This ${record} could not be read.`,
  notReadWhy: 'What you type stays here. It can be saved once the rest is read.',
  startNotRead: (record: string) => `What a new ${record} starts from could not be read.`,
  notThere: 'It is not there any more.',
  mayNotRead: 'The server did not allow it.',
  restored: 'Restored what you had not saved',
  discard: 'Discard',
  notKept: 'This browser keeps no copy of what you type.',
  notKeptWhy: 'It has no room left, or does not allow it. Save before you leave this page.',
  queued: 'You are offline. Your changes are kept here.',
  queuedWhy: 'They are saved as soon as there is a connection.',
  updatedBy: (name: string, time: string) => `Updated by ${name}${time && `, ${time}`}`,
  changedThisToo: (name: string) => `${begin(name)} changed this too.`,
  seeTheirChange: 'See their change',
  hideTheirChange: 'Hide their change',
  keepTyping: 'Keep typing. You choose when you save.',
  isStale: (name: string, record: string, time: string) =>
    `${begin(name)} changed this ${record}${time && ` ${time}`}.`,
  isGone: (name: string, record: string, time: string) =>
    `${begin(name)} deleted this ${record}${time && ` ${time}`}.`,
  isGoneWhy: 'You see it as it was last.',
  staleFields: (fields: ListOfNames) => `You see it as it was before: ${firstNames(fields)} changed.`,
  showNewest: 'Show the newest',
  versionNumber: (version: string) => `Version ${version}`,
  versionBy: (name: string, time: string) => `by ${name}${time && `, ${time}`}`,
  versionByYou: (time: string) => `by you${time && `, ${time}`}`,
};
