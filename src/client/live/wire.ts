import type { Dialect } from '../dialect.js';

/** How a resource reaches its server. */
export interface Wire {
  readonly url: string;
  readonly dialect: Dialect;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly headers: () => HeadersInit;
}

export interface WatchOptions {
  /** Who watches: pages of one person share a stream. @default told by the headers that the resource sends */
  readonly viewer?: string | undefined;
}
