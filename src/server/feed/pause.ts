import { later } from './later.js';

/** Waits, without keeping the process alive for it; no longer once the signal is given. */
export function pause(forMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      stopWaiting();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stopWaiting = later(done, forMs);
    signal?.addEventListener('abort', done);
  });
}
