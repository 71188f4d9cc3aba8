import { deletedMessages } from './messages/deleted.js';
import { dialogMessages } from './messages/dialog.js';
import { formMessages } from './messages/form.js';
import { loadingMessages } from './messages/loading.js';
import { overwriteMessages } from './messages/overwrite.js';
import { liveMessages } from './messages/live.js';
import { lockFailureMessages } from './messages/lockFailure.js';
import type { TableMessages } from './messages/table.js';

/**
 * Every text that people see, in English. Pass your own to `NoClobberProvider`; what you leave out stays English.
 * `name` is who saved last, `time` is already written out, `record` is what people call one of these records.
 */
export const englishMessages = {
  ...formMessages,
  ...loadingMessages,
  ...dialogMessages,
  ...overwriteMessages,
  ...deletedMessages,
  ...liveMessages,
  ...lockFailureMessages,
};

/** Every text that people see; those of the table come with it. */
export type Messages = typeof englishMessages & Partial<TableMessages>;
