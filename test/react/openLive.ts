import { createResource, type Resource, type ResourceOptions } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore, type VersionCheckerOptions } from 'noclobber/server';
import { harbour, type Article } from '../newsroom.js';

/** A real checker under an address of its own, so that pages of other tests, in the same browser, hear nothing of it. */
export async function openLive({
  eventsLateMs = 0,
  isLost = () => false,
  ...options
}: Partial<VersionCheckerOptions> & {
  readonly eventsLateMs?: number;
  /** What never arrives. */
  readonly isLost?: (request: Request) => boolean;
} = {}) {
  const base = `http://live.test/${crypto.randomUUID()}`;
  const basePath = new URL(base).pathname;
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: { articles: {} },
    ...options,
  });
  const requests: Request[] = [];
  const articlesOf = (name: string, more: Partial<ResourceOptions<Article>> = {}): Resource<Article> =>
    createResource<Article>({
      url: `${base}/articles`,
      recordLabel: 'article',
      labels: { body: 'Body text' },
      headers: { 'Noclobber-User': name },
      async fetch(request) {
        requests.push(request);
        if (isLost(request)) throw new TypeError('No connection');
        const response = await checker.fetch(request, { basePath });
        return request.url.endsWith('/events') ? late(response, eventsLateMs) : response;
      },
      ...more,
    });
  const [mine, desk] = [articlesOf('You'), articlesOf('Desk')];
  await desk.create(harbour);
  return { checker, requests, mine, desk, articlesOf };
}

/** Events that take their time on the way. */
function late(response: Response, ms: number): Response {
  const slow = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(slow), response);
}
