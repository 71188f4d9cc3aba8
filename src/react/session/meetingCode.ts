import { lazyCode } from '../lazyCode.js';

/** The code for two edits that meet, a chunk of its own: whoever edits alone never needs it. */
export const meetingCode = lazyCode(() => import('./meeting.js'));
