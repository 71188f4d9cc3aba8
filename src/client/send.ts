import type { Dialect, WireAnswer, WireRequest } from './dialect.js';
import { NetworkError } from './errors.js';
import { tabId } from './live/tabId.js';

export interface SendOptions {
  readonly url: string;
  readonly dialect: Dialect;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly headers: () => HeadersInit;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Absent for reads. */
  readonly idempotencyKey: string | undefined;
}

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Sends one request until it is answered. What may have arrived is repeated only where it can do no harm: a read, or a write whose
 * idempotency key lets the server recognise it.
 *
 * @throws NetworkError when no answer came in time.
 */
export async function send(request: WireRequest, options: SendOptions): Promise<WireAnswer> {
  const { dialect, idempotencyKey, signal } = options;
  const isRepeatable =
    request.method === 'GET' || (idempotencyKey !== undefined && dialect.idempotencyHeader !== undefined);
  const attempts = isRepeatable ? options.retries + 1 : 1;
  for (let attempt = 1; ; attempt++) {
    const { answer, afterMs, cause } = await tryOnce(request, options);
    if (answer) return answer;
    if (attempt >= attempts) throw new NetworkError(idempotencyKey, { cause });
    await pause(Math.max(afterMs, backoffMs(attempt)), signal);
  }
}

/** Gives the answer, or how long to wait before asking again. */
async function tryOnce(request: WireRequest, options: SendOptions): Promise<Attempt> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const sent = new Request(toUrl(request, options.url), { ...toInit(request, options), signal });
  let answer: WireAnswer;
  try {
    const response = await options.fetch(sent);
    answer = { status: response.status, headers: response.headers, body: parse(await response.text()) };
  } catch (cause) {
    options.signal?.throwIfAborted();
    return { afterMs: 0, cause };
  }
  const outcome = options.dialect.classify(answer);
  return outcome.kind === 'try-again'
    ? { afterMs: outcome.afterMs, cause: answer.body }
    : { answer, afterMs: 0 };
}

interface Attempt {
  readonly answer?: WireAnswer;
  readonly afterMs: number;
  readonly cause?: unknown;
}

function toUrl({ path, query, search = '' }: WireRequest, url: string): string {
  const address = [url, ...path.map(encodeSegment)].join('/');
  const behind = [new URLSearchParams(query).toString(), search].filter(Boolean).join('&');
  return behind ? `${address}?${behind}` : address;
}

function encodeSegment(id: string): string {
  if (id === '' || id === '.' || id === '..') {
    throw new TypeError(`"${id}" can't be a record's id: it would change the address. Use another id.`);
  }
  return encodeURIComponent(id);
}

function toInit({ method, headers, body, isKeptAlive }: WireRequest, options: SendOptions): RequestInit {
  const all = withTab(options.headers(), options.dialect);
  for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
  if (body !== undefined)
    all.set('Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  const { idempotencyHeader } = options.dialect;
  if (idempotencyHeader && options.idempotencyKey) all.set(idempotencyHeader, `"${options.idempotencyKey}"`);
  return {
    method,
    headers: all,
    ...(isKeptAlive && { keepalive: true }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** Adds which tab a request comes from, where the server wants to know and the app does not say so itself. */
export function withTab(headers: HeadersInit, { live }: Pick<Dialect, 'live'>): Headers {
  const all = new Headers(headers);
  if (live && !all.has(live.tabHeader)) all.set(live.tabHeader, tabId());
  return all;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function backoffMs(attempt: number): number {
  return Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs) * (0.5 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, Math.min(ms, longestPauseMs));
    signal?.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    }
  });
}
