/** What a guard reads of a request: a web `Request`, or one of Node's as Express and Fastify hand it on. */
export interface GuardedRequest {
  readonly headers: Pick<Headers, 'get'> | NodeHeaders;
}

/** Headers as Node gives them: by their name in lower case. */
interface NodeHeaders {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Reads headers as the web has them; several lines count as one list (RFC 9110 section 5.3). */
export function webHeaders({ headers }: GuardedRequest): Pick<Headers, 'get'> {
  if (isWeb(headers)) return headers;
  return {
    get(name) {
      const lines = headers[name.toLowerCase()];
      return typeof lines === 'string' ? lines : (lines?.join(', ') ?? null);
    },
  };
}

function isWeb(headers: GuardedRequest['headers']): headers is Pick<Headers, 'get'> {
  return typeof headers.get === 'function';
}
