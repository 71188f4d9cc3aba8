import { listSaves } from './saveQueue.js';
import type { SendQueuedOptions } from './sendQueued.js';
import type { settleDrafts } from './settleDrafts.js';

/** Sends a person's saves that wait. The code for it is loaded only where something does. */
export async function sendWaiting(options: SendQueuedOptions): Promise<void> {
  if ((await listSaves(options.userId)).length === 0) return;
  const { sendQueued } = await import('./sendQueued.js');
  await sendQueued(options);
}

/** Takes what was saved out of the draft that its form has left, by code that is loaded only then. */
export async function settleLeft(...save: Parameters<typeof settleDrafts>): Promise<void> {
  const code = await import('./sendQueued.js');
  await code.settleDrafts(...save);
}
