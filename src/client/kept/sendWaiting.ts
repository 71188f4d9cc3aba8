import { listSaves } from './saveQueue.js';
import type { SendQueuedOptions } from './sendQueued.js';

/** Sends a person's saves that wait. The code for it is loaded only where something does. */
export async function sendWaiting(options: SendQueuedOptions): Promise<void> {
  if ((await listSaves(options.userId)).length === 0) return;
  const { sendQueued } = await import('./sendQueued.js');
  await sendQueued(options);
}
