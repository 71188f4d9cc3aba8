import { NetworkError } from './errors.js';

/** How long what is on its way is waited for when it is stopped: it may be carried out already. */
const patienceMs = 5_000;

/**
 * Gives a request a signal that is aborted a little after another one, with a `NetworkError`: what became of the request nobody knows.
 * `over` is to be called when the request has ended.
 */
export function stopLate(signal: AbortSignal | undefined): {
  readonly signal: AbortSignal;
  readonly over: () => void;
} {
  const late = new AbortController();
  const stop = () => setTimeout(() => late.abort(new NetworkError(undefined)), patienceMs);
  signal?.addEventListener('abort', stop, { once: true });
  return { signal: late.signal, over: () => signal?.removeEventListener('abort', stop) };
}
