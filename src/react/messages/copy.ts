import { valueMessages } from './value.js';

/** Copying one's own version as text, in English. */
export const copyMessages = {
  ...valueMessages,
  copyMyVersion: 'Copy my version',
  copied: 'Copied',
  copyFailed: 'Could not copy',
};
