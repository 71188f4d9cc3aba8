import { begin, plural } from './phrases.js';

/** The texts for a record that is gone, in English. */
export const deletedMessages = {
  deletedTitle: (record: string) => `Someone else deleted this ${record}`,
  deletedLead: (name: string, record: string, time: string) =>
    `${begin(name)} deleted this ${record}${time && ` ${time}`}, while you were editing. You can bring it back, keep your text as a new ${record}, or let it go.`,
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
};
