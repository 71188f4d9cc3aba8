import { peopleMessages } from './people.js';
import { listNames, plural, type ListOfNames } from './phrases.js';

const minutes = (count: number) => `${count} ${plural(count, { one: 'minute', other: 'minutes' })}`;

/** Locks, presence and live changes, in English. `minutes` are rounded up; 0 is less than one. `since` and `until` are written out. */
export const liveMessages = {
  ...peopleMessages,
  lockFree: 'Free to edit',
  lockAcquiring: 'Locking…',
  lockYours: (left: number) => (left === 0 ? 'Yours for less than a minute' : `Yours for ${minutes(left)}`),
  lockYoursUntil: (until: string) => `Yours until ${until}`,
  lockTheirs: (name: string, since: string, until: string) => `${name} since ${since}, until ${until}`,
  lockTheirsUntil: (name: string, until: string) => `${name}, until ${until}`,
  lockNotYours: 'Not locked by you any more',
  notLocked: 'Not locked',
  lockOffline: 'No connection',

  lockEnds: (left: number) =>
    left === 0 ? 'Your lock ends in less than a minute.' : `Your lock ends in ${minutes(left)}.`,
  lockEndsWhy: 'You can go on editing after that; saving then checks for other people’s changes.',
  extend: 'Extend',
  saveNow: 'Save now',
  isEditing: (name: string, record: string) => `${name} is editing this ${record}.`,
  editingSince: (since: string, until: string) => `Since ${since}. Free at ${until}, unless they go on.`,
  youEditElsewhere: (record: string) => `You are editing this ${record} in another tab.`,
  youEditElsewhereWhy: 'Go on there, or take it over to this tab.',
  viewReadOnly: 'View read-only',
  askToEdit: 'Ask to edit',
  hasAsked: 'They were asked. It is yours as soon as they are done.',
  notNow: 'They go on with it for now.',
  otherHasAsked: (name: string) => `${name} has asked for it already.`,
  takeOver: 'Take over',
  mayNotTakeOver: 'You may not take it over.',
  mayNotAsk: 'You may not ask for it. It is free when they are done.',
  othersFirst: 'Others come first for a moment.',
  othersFirstWhy: 'Somebody was waiting for it. You can go on as soon as it is free.',
  asksToEdit: (name: string, record: string) => `${name} asks to edit this ${record}.`,
  safeEitherWay: 'Your changes are safe either way.',
  keepEditingIt: 'Keep editing',
  saveAndHandOver: 'Save and hand over',
  handOver: 'Hand over',
  tookOver: (name: string, record: string, since: string) => `${name} took over this ${record} at ${since}.`,
  endedAndTaken: (name: string, record: string) =>
    `Your lock has ended, and ${name} is editing this ${record} now.`,
  endedAndElsewhere: (record: string) =>
    `Your lock here has ended, and you are editing this ${record} in another tab.`,
  tookOverYourself: (record: string) => `You took over this ${record} in another tab.`,
  wasTakenOver: (record: string) => `Somebody else took over this ${record}.`,
  tookOverWhy:
    'Your changes are kept here. If something else is saved meanwhile, saving shows you that first.',
  lockEnded: 'Your lock has ended.',
  lockEndedWhy: 'You can go on editing; saving checks for other people’s changes.',
  lockAgain: 'Lock again',
  lockUnknown: 'No connection to the server.',
  lockUnknownWhy:
    'You can go on typing. Your lock may end meanwhile; saving then checks for other people’s changes.',
  lockLater:
    'You can go on typing. It can’t be locked for you until then; saving checks for other people’s changes.',
  lockUnanswered: 'The server did not answer. Try again in a moment.',
  signedOut: 'You are signed out.',
  signedOutWhy: 'Your changes are kept here, and it is not locked for you. Sign in again, then go on.',
  mayNotLock: (record: string) => `You may not lock this ${record}.`,

  areHere: (names: ListOfNames) =>
    `${listNames(names)} ${plural(names.length, { one: 'is', other: 'are' })} here too`,
  manyAreHere: (names: ListOfNames, more: number) => `${listNames([...names, `${more} more`])} are here too`,
  isInField: (name: string, field: string) => `${name} is in ${field} too`,
  isLookingAt: (name: string, field: string) => `${name}, in ${field}`,
  isEditingField: (name: string, field: string) => `${name}, editing ${field}`,
  hasUnsaved: (name: string) => `${name}, with unsaved changes`,
  morePeople: (count: number) => `${count} more ${plural(count, { one: 'person', other: 'people' })}`,
};
