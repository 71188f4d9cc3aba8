import type { Context } from '../context.js';
import { later } from '../feed/later.js';
import type { HealthReport } from '../outcome.js';
import { StoreUnavailableError } from '../store.js';

const longestMs = 2000;

/**
 * Tells how the store is doing. Needs no permission.
 *
 * @throws StoreUnavailableError where it does not answer in time.
 */
export async function reportHealth({ store }: Context): Promise<HealthReport> {
  let stopWaiting = () => {};
  const tooLate = new Promise<never>((_resolve, reject) => {
    const cause = new Error(`The store did not tell how it is doing within ${longestMs} ms.`);
    stopWaiting = later(() => reject(new StoreUnavailableError({ cause })), longestMs);
  });
  try {
    return { kind: 'health', health: await Promise.race([store.health([]), tooLate]) };
  } finally {
    stopWaiting();
  }
}
