import { lazyCode } from '../../lazyCode.js';

/** The code that saves and reviews rows, a chunk of its own: whoever only looks at a table never needs it. */
export const workingCode = lazyCode(() => import('./working.js'));
