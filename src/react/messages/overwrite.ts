import { failureMessages } from './failure.js';
import { begin, changes, firstNames, type ListOfNames } from './phrases.js';

/** The texts of the one confirmation, in English. */
export const overwriteMessages = {
  ...failureMessages,
  overwriteTitle: (name: string) => `Overwrite ${name}’s changes?`,
  overwriteLead: (name: string, time: string) =>
    `If you go on, your version replaces the one that ${name} saved${time && ` ${time}`}. These changes of theirs will be gone:`,
  overwriteHint: 'If anyone saves again before you confirm, nothing is overwritten and you are asked again.',
  goBack: 'Go back',
  saveOverwriting: (name: string, fields: ListOfNames) =>
    `Save, overwriting ${name}’s ${changes(fields)} to ${firstNames(fields)}`,
  saving: 'Saving…',
  deleteTitle: (record: string) => `Delete this ${record} all the same?`,
  deleteLead: (name: string, record: string, time: string) =>
    `${begin(name)} saved this ${record}${time && ` ${time}`}, after you had opened it. If you go on, these changes of theirs will be gone with it:`,
  deleteHint: 'If anyone saves again before you confirm, nothing is deleted and you are asked again.',
  keepIt: (record: string) => `Keep the ${record}`,
  deleteIt: (record: string) => `Delete the ${record}`,
  deleting: 'Deleting…',
};
