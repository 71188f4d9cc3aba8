import { createVersionChecker, hmacSigner, type Store, type VersionCheckerOptions } from 'noclobber/server';

/** What a body may hold; each test says what it expects. */
interface WireBody {
  readonly [field: string]: unknown;
  readonly _version: string;
  readonly type?: string;
  readonly current?: WireBody | null;
  readonly items?: readonly WireBody[];
  readonly errors?: readonly { readonly pointer: string }[];
}

/** A server's answer, read; without a body, an empty one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: WireBody;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

export const signer = hmacSigner({ keys: [{ id: 'k1', secret: 'a secret of thirty-two bytes, ok' }] });

/** Opens a checker over a store, and a way to call it as a client does. */
export function openServer(store: Store, options: Partial<VersionCheckerOptions> = {}) {
  const checker = createVersionChecker({
    store,
    signer,
    resources: { articles: {}, products: {} },
    now: () => Date.UTC(2026, 10, 21),
    ...options,
  });
  return { checker, call: callOf((request) => checker.fetch(request)) };
}

/** Sends requests: an object goes as JSON, text and bytes go as they are. */
export function callOf(send: (request: Request) => Promise<Response>, base = 'http://localhost'): Call {
  return async (method, path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await send(
      new Request(base + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: isRaw ? new Blob([body as BlobPart]) : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') };
  };
}

/** The tail of a problem's type. */
export function tail({ body }: Answer): string {
  return String(body.type).replace('https://noclobber.dev/problems/', '');
}

/** A status and the tail of its problem: `409 version-conflict`. */
export function told(answer: Answer): string {
  return answer.status < 400 ? String(answer.status) : `${answer.status} ${tail(answer)}`;
}
