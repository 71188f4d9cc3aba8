import type { JsonObject } from '../../core/index.js';

/** An answer before it is put into HTTP. */
export interface Answer {
  readonly status: number;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Puts an answer into HTTP; `headers` are those that all answers have. */
export function toResponse(
  { status, body, headers }: Answer,
  asked: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const hasBody = body !== undefined && status !== 304 && asked.method !== 'HEAD';
  const isProblem = status >= 400;
  return new Response(hasBody ? JSON.stringify(body) : null, {
    status,
    headers: {
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': isProblem ? 'no-store' : 'private, no-cache',
      ...(body !== undefined && {
        'Content-Type': isProblem ? 'application/problem+json' : 'application/json',
      }),
      ...asked.headers,
      ...headers,
    },
  });
}

/** Puts a stream of events into HTTP. */
export function toStreamResponse(
  stream: ReadableStream<Uint8Array> | null,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(stream, {
    headers: {
      'X-Content-Type-Options': 'nosniff',
      ...headers,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Some proxies gather what comes, unless they are told not to.
      'X-Accel-Buffering': 'no',
    },
  });
}
