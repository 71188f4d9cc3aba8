import { failureMessages } from '../messages/failure.js';
import { loadingMessages } from '../messages/loading.js';
import { overwriteMessages } from '../messages/overwrite.js';
import { tableMessages } from '../messages/table.js';
import { valueMessages } from '../messages/value.js';
import { useMessages } from '../NoClobberProvider.js';

const { noAnswer } = failureMessages;
const { retry } = loadingMessages;
const { goBack, saving } = overwriteMessages;

/** Every text of a table, in English. */
export const tableTexts = { ...valueMessages, noAnswer, retry, goBack, saving, ...tableMessages };
export type TableTexts = typeof tableTexts;

/** The texts of a table, with the application's own in their place. */
export function useTableTexts(): TableTexts {
  return useMessages(tableTexts);
}
