import { failureMessages } from './failure.js';
import { copyMessages } from './copy.js';
import { begin, plural, listNames, changes, firstNames, type ListOfNames } from './phrases.js';

/** The texts of the conflict dialog, in English. */
export const dialogMessages = {
  ...failureMessages,
  ...copyMessages,
  keepEditing: 'Keep editing',
  undo: 'Undo',
  notSavedYet: 'You, not saved yet',
  savedBy: (name: string, time: string) => `${name}, saved ${time}`,
  unchangedSentences: (count: number) =>
    `${count} unchanged ${plural(count, { one: 'sentence', other: 'sentences' })}`,
  conflictTitle: (record: string) => `Someone else changed this ${record}`,
  changesAreSafe: 'Your changes are safe.',
  choicesAreSafe: 'Your changes and your choices are safe.',
  conflictLead: (name: string, record: string, time: string) =>
    `${begin(name)} saved this ${record}${time && ` ${time}`}, while you were editing. Choose what to keep where you both changed the same thing.`,
  checkLead: (name: string, record: string, time: string) =>
    `${begin(name)} saved this ${record}${time && ` ${time}`}, while you were editing. Your changes fit together; please check how before they are saved.`,
  conflictAgainLead: (name: string, time: string) =>
    `${begin(name)} saved a newer version${time && ` ${time}`}, just before yours could be saved. What you chose before is kept; only what they changed now is asked.`,
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
  changedAgain: (name: string, fields: ListOfNames) => `${begin(name)} changed ${listNames(fields)} too.`,
  choicesKept: (kept: number) =>
    kept === 0
      ? 'Only that is asked again.'
      : `Only that is asked again; your other ${plural(kept, { one: 'choice was', other: 'choices were' })} kept.`,
  theirChange: 'Their change',
  yourChange: 'Your change',
  keepBoth: 'Keep both',
  edit: 'Edit',
  edited: 'Edited',
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
  undoMergeOf: (field: string) => `Undo the merge of ${field}`,
  redo: 'Redo',
  redoMergeOf: (field: string) => `Redo the merge of ${field}`,
  discardMine: 'Discard mine',
  overwriteWithMine: 'Overwrite with mine…',
  saveMerged: 'Save merged',
  saving: 'Saving…',
  chooseFor: (fields: ListOfNames) => `Choose for ${listNames(fields)} to save.`,
  partOf: (field: string) => `part of ${field}`,
  overwritesNothing: 'Keeps everything that others saved.',
  overwrites: (name: string, fields: ListOfNames) =>
    `Overwrites ${name}’s ${changes(fields)} to ${firstNames(fields)}.`,
};

/** What was taken for a part of a text. */
export type PartOutcome = 'theirs' | 'mine' | 'both' | 'edited' | 'merged';

const outcomeNames: Readonly<Record<PartOutcome, string>> = {
  theirs: 'theirs',
  mine: 'yours',
  both: 'both',
  edited: 'edited',
  merged: 'merged',
};
