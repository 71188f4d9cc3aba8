import { listSaves } from './saveQueue.js';
import type { Draft } from './draftStore.js';
import type { SendQueuedOptions } from './sendQueued.js';

/** Sends a person's saves that wait. The code for it is loaded only where something does. */
export async function sendWaiting(options: SendQueuedOptions): Promise<void> {
  if ((await listSaves(options.userId)).length === 0) return;
  const { sendQueued } = await import('./sendQueued.js');
  await sendQueued(options);
}

/** A draft that was restored from is settled: what got stuck in the queue and held the same must not be asked once more. */
export async function settleDraft(draft: Draft): Promise<void> {
  const { dropStuck } = await import('./sendQueued.js');
  await dropStuck(draft);
}
