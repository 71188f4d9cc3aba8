import { pluralsOf } from './pluralsOf.js';

const plural = pluralsOf('en');

/** Joins names as people do: "Title, Body and Price". */
export type ListOfNames = readonly string[];

/**
 * Every text that people see, in English. Pass your own to `NoClobberProvider`; what you leave out stays English.
 * `name` is who saved last, `time` is already written out, `record` is what people call one of these records.
 */
export const englishMessages = {
  locale: 'en-GB',
  someone: 'Someone else',
  youElsewhere: 'You, in another tab',
  notSavedYet: 'You, not saved yet',
  savedBy: (name: string, time: string) => `${name}, saved ${time}`,
  empty: 'Empty',
  yes: 'Yes',
  no: 'No',
  unchangedWords: (count: number) => `${count} unchanged ${plural(count, { one: 'word', other: 'words' })}`,
  unchangedSentences: (count: number) =>
    `${count} unchanged ${plural(count, { one: 'sentence', other: 'sentences' })}`,
  showMore: (count: number) =>
    `Show ${count} more ${plural(count, { one: 'character', other: 'characters' })}`,
  moreThanBefore: (difference: string) => `${difference} more than before`,
  lessThanBefore: (difference: string) => `${difference} less than before`,
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  /** Places count from 1. */
  moved: (from: number, to: number) => `moved ${to < from ? 'up' : 'down'} from ${from}`,

  conflictTitle: (record: string) => `Someone else changed this ${record}`,
  changesAreSafe: 'Your changes are safe.',
  choicesAreSafe: 'Your changes and your choices are safe.',
  conflictLead: (name: string, record: string, time: string) =>
    `${name} saved this ${record}${time && ` at ${time}`}, while you were editing. Choose what to keep where you both changed the same thing.`,
  checkLead: (name: string, record: string, time: string) =>
    `${name} saved this ${record}${time && ` at ${time}`}, while you were editing. Your changes fit together; please check how before they are saved.`,
  conflictAgainLead: (name: string, time: string) =>
    `${name} saved a newer version${time && ` at ${time}`}, just before yours could be saved. What you chose before is kept; only what they changed now is asked.`,
  needYou: (open: number, all: number) =>
    open === 0
      ? all < 2
        ? 'All settled'
        : `All ${all} settled`
      : `${open} of ${all} ${plural(open, { one: 'needs', other: 'need' })} you`,
  needYouAgain: (open: number, all: number) =>
    `${open} of ${all} ${plural(open, { one: 'needs', other: 'need' })} you again`,
  comparing: 'Comparing the two versions…',
  progressRest: (chosen: number, merged: number, toCheck: number) =>
    [
      chosen > 0 && `${chosen} chosen`,
      toCheck > 0 && `${toCheck} merged for you to check`,
      merged > 0 && `${merged} merged automatically`,
    ]
      .filter(Boolean)
      .join(', '),
  chooseForAll: 'Choose for all',
  allTheirs: 'All theirs',
  allMine: 'All mine',

  needsYou: 'Needs you',
  pleaseCheck: 'Please check',
  askedAgain: 'Asked again',
  beforeYouChose: (choice: string) => `Before: you chose “${choice}”`,
  changedAgain: (name: string, fields: ListOfNames) => `${name} changed ${listNames(fields)} too.`,
  choicesKept: (kept: number) =>
    kept === 0
      ? 'Only that is asked again.'
      : `Only that is asked again; your other ${plural(kept, { one: 'choice was', other: 'choices were' })} kept.`,
  theirChange: 'Their change',
  yourChange: 'Your change',
  keepBoth: 'Keep both',
  edit: 'Edit',
  edited: 'Edited',
  removedValue: 'Removed',
  showBase: 'Show base',
  hideBase: 'Hide base',
  showBaseOf: (field: string) => `Show base of ${field}`,
  hideBaseOf: (field: string) => `Hide base of ${field}`,
  baseLabel: 'Base: what you both started from',
  baseMissing: 'Nothing: you both added it.',
  change: 'Change',
  changeChoiceFor: (field: string) => `Change the choice for ${field}`,
  merged: 'Merged',
  partLabel: (part: number, all: number) => `Part ${part} of ${all}`,
  partName: (field: string, part: number, all: number) => `${field}, part ${part} of ${all}`,
  partOpen: (part: number) => `Part ${part}: not chosen yet`,
  partsChosen: (count: number) => `${count} ${plural(count, { one: 'part', other: 'parts' })} chosen`,
  /** Of each part of a text, in order. */
  partOutcomes: (outcomes: readonly PartOutcome[]) =>
    `Part ${outcomes.map((outcome, index) => `${index + 1} ${outcomeNames[outcome]}`).join(', part ')}`,
  updatesAsYouChoose: 'Updates as you choose',
  editByHand: 'Edit by hand',
  editByHandOf: (field: string) => `Edit by hand: ${field}`,
  chooseByParts: 'Choose by parts',
  chooseByPartsOf: (field: string) => `Choose by parts: ${field}`,
  mergedByWords: (name: string) =>
    `Your change and ${name}’s, put together word by word. Read it before you save.`,
  yourOwn: 'Your own version',
  yourOwnFor: (field: string) => `Your own version of ${field}`,

  mergedAutomatically: 'Merged automatically',
  mergedFields: (fields: ListOfNames) => `${firstNames(fields)}. Nothing for you to do.`,
  onlyTheyChanged: (name: string) => `Only ${name} changed it.`,
  theirOrder: (name: string) => `The order is ${name}’s.`,
  bothMadeIt: (name: string) => `You and ${name} made the same change.`,
  bothFit: (name: string) => `Your change and ${name}’s fit together.`,
  undone: 'Undone: it stays as you have it.',
  undo: 'Undo',
  undoMergeOf: (field: string) => `Undo the merge of ${field}`,
  redo: 'Redo',
  redoMergeOf: (field: string) => `Redo the merge of ${field}`,

  copyMyVersion: 'Copy my version',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  discardMine: 'Discard mine',
  overwriteWithMine: 'Overwrite with mine…',
  keepEditing: 'Keep editing',
  saveMerged: 'Save merged',
  saving: 'Saving…',
  chooseFor: (fields: ListOfNames) => `Choose for ${listNames(fields)} to save.`,
  more: (count: number) => `${count} more`,
  partOf: (field: string) => `part of ${field}`,
  overwritesNothing: 'Keeps everything that others saved.',
  overwrites: (name: string, fields: ListOfNames) =>
    `Overwrites ${name}’s ${changes(fields)} to ${firstNames(fields)}.`,

  overwriteTitle: (name: string) => `Overwrite ${name}’s changes?`,
  overwriteLead: (name: string, time: string) =>
    `If you go on, your version replaces the one that ${name} saved${time && ` at ${time}`}. These changes of theirs will be gone:`,
  overwriteHint: 'If anyone saves again before you confirm, nothing is overwritten and you are asked again.',
  goBack: 'Go back',
  saveOverwriting: (name: string, fields: ListOfNames) =>
    `Save, overwriting ${name}’s ${changes(fields)} to ${firstNames(fields)}`,

  deletedTitle: (record: string) => `Someone else deleted this ${record}`,
  deletedLead: (name: string, record: string, time: string) =>
    `${name} deleted this ${record}${time && ` at ${time}`}, while you were editing. You can bring it back, keep your text as a new ${record}, or let it go.`,
  bringItBack: 'Bring it back',
  bringItBackHint: (record: string) => `The same ${record} again, with your text.`,
  recreate: 'Recreate with my version',
  keepItApart: 'Keep it apart',
  keepItApartHint: (record: string) => `A new ${record} with your text. The deleted one stays deleted.`,
  saveAsCopy: 'Save as a copy',
  letItGo: 'Let it go',
  letItGoHint: 'Your text leaves the form. You can undo this.',
  yourVersion: 'Your version',
  fieldsYouChanged: (count: number) =>
    `${count} ${plural(count, { one: 'field', other: 'fields' })} you changed`,

  couldNotSave: 'That could not be saved.',
  tryAgain: 'Your changes are still here. Try again in a moment.',
  dialogNotLoaded: 'The comparison could not be loaded.',
  dialogNotLoadedWhy: 'Your changes are safe in this form, not saved yet.',
  notAllowed: 'The server did not allow it. Your changes are still here.',

  savedMerged: (name: string) => `Saved, merged with ${name}’s changes.`,
  savedOver: (name: string, fields: ListOfNames) =>
    `Saved over ${name}’s ${changes(fields)} to ${listNames(fields)}.`,
  cameFromThem: (fields: ListOfNames) => `${listNames(fields)} came from them.`,
  savedSame: 'Saved.',
  savedSameWhy: (name: string) => `${name} had already made the same change.`,
  undoneMerge: (name: string) => `Undone: ${name}’s version is saved again.`,
  undoneMergeWhy: 'Your changes are back in the form, not saved yet.',
  notSavedYetNotice: 'Your changes are safe, but not saved yet.',
  fieldsNeedYou: (count: number) =>
    `${count} ${plural(count, { one: 'field still needs', other: 'fields still need' })} you.`,
  wasDeletedNotice: (name: string, record: string) => `${name} deleted this ${record}.`,
  review: 'Review',
  retry: 'Try again',
  discarded: 'Your version was discarded.',
  discardedWhy: 'The form shows what is saved now.',
  staysDeleted: (record: string) => `The ${record} stays deleted.`,
  noAnswer: 'No answer from the server.',
  noAnswerWhy: 'Your changes are safe in this form. Saving again is safe too: nothing is saved twice.',
  saveFailed: 'Not saved.',
  restored: 'Restored what you had not saved',
  discard: 'Discard',
  notKept: 'This browser keeps no copy of what you type.',
  notKeptWhy: 'It has no room left, or does not allow it. Save before you leave this page.',
  queued: 'You are offline. Your changes are kept here.',
  queuedWhy: 'They are saved as soon as there is a connection.',

  updatedBy: (name: string, time: string) => `Updated by ${name}${time && `, ${time}`}`,
  changedThisToo: (name: string) => `${name} changed this too.`,
  seeTheirChange: 'See their change',
  hideTheirChange: 'Hide their change',
  keepTyping: 'Keep typing. You choose when you save.',

  isStale: (name: string, record: string, time: string) =>
    `${name} changed this ${record}${time && ` at ${time}`}.`,
  staleFields: (fields: ListOfNames) => `You see it as it was before: ${firstNames(fields)} changed.`,
  showNewest: 'Show the newest',
  versionNumber: (version: string) => `Version ${version}`,
  versionBy: (name: string, time: string) => `by ${name}${time && `, ${time}`}`,
};

/** Every text that people see. */
export type Messages = typeof englishMessages;

/** What was taken for a part of a text. */
export type PartOutcome = 'theirs' | 'mine' | 'both' | 'edited' | 'merged';

const outcomeNames: Readonly<Record<PartOutcome, string>> = {
  theirs: 'theirs',
  mine: 'yours',
  both: 'both',
  edited: 'edited',
  merged: 'merged',
};

function listNames(names: ListOfNames): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

function changes(fields: ListOfNames): string {
  return plural(fields.length, { one: 'change', other: 'changes' });
}

/** "Title, Body and 3 more" */
function firstNames(names: ListOfNames): string {
  return listNames(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names);
}
