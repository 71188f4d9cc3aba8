import { NetworkError } from './errors.js';

/** How long what is on its way is waited for when it is stopped: it may be carried out already. */
const patienceMs = 5_000;

/**
 * Lets a request go on for a little after `signal` is aborted: the signal that `work` is given is aborted then, with a `NetworkError`, since
 * nobody knows what became of it.
 */
export async function stopLate<R>(
  signal: AbortSignal | undefined,
  work: (late: AbortSignal) => Promise<R>,
): Promise<R> {
  const late = new AbortController();
  const stop = () => setTimeout(() => late.abort(new NetworkError(undefined)), patienceMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(late.signal);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
