import { advance, settle } from '../../core/index.js';
import { adopt } from './adopt.js';
import type { Laying } from './laying.js';

// What a session needs only where two edits meet.
export { keepCopy } from '../keepCopy.js';
export { ask, tellOpen } from './ask.js';
export { overwrite, recreate, resolve, review, saveCopy } from './conflictActions.js';
export { discard } from './discard.js';
export { follow } from './follow.js';
export { mergedNotice } from './mergedNotice.js';
export { mergeMet } from './mergeMet.js';
export { notUndone } from './notUndone.js';
export { restoreOver } from './restoreOver.js';
export { sendRestored, sendSaves } from './restoredSaves.js';
export { layOver, resume } from './resume.js';
export { reviewOf } from './reviewOf.js';
export { saveOn } from './saveOn.js';
export { tellGone } from './tellGone.js';
export { undoMerge } from './undoMerge.js';
export { withoutSecrets } from './withoutSecrets.js';

/** Lays any two edits around each other. */
export const laying: Laying = { advance, settle, adopt };
