import { peopleMessages } from './people.js';
import { plural } from './phrases.js';

/** How a value and its changes read, in English. */
export const valueMessages = {
  ...peopleMessages,
  empty: 'Empty',
  yes: 'Yes',
  no: 'No',
  unchangedWords: (count: number) => `${count} unchanged ${plural(count, { one: 'word', other: 'words' })}`,
  showMore: (count: number) =>
    `Show ${count} more ${plural(count, { one: 'character', other: 'characters' })}`,
  moreThanBefore: (difference: string) => `${difference} more than before`,
  lessThanBefore: (difference: string) => `${difference} less than before`,
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  /** Places count from 1. */
  moved: (from: number, to: number) => `moved ${to < from ? 'up' : 'down'} from ${from}`,
  removedValue: 'Removed',
  more: (count: number) => `${count} more`,
};
