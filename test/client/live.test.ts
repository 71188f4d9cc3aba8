import { createResource, type LiveMessage } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore, type VersionChecker } from 'noclobber/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { harbour, type Article } from '../newsroom.js';

const by = { id: 'Desk', name: 'Desk' };
const signer = hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] });

async function openEvents(answerOf?: (serve: () => Promise<Response>) => Promise<Response>) {
  const store = memoryStore();
  const open = () =>
    createVersionChecker({
      store,
      signer,
      resources: { articles: {}, products: {} },
      events: { heartbeatMs: 50 },
    });
  let checker: VersionChecker = open();
  await checker.create({ resource: 'articles', value: harbour, by });
  const requests: Request[] = [];
  let cut = () => {};
  const articles = createResource<Article>({
    url: 'http://live.test/articles',
    async fetch(request) {
      requests.push(request);
      const serve = async () => {
        const response = await checker.fetch(request);
        const [body, stop] = cuttable(response.body);
        cut = stop;
        return new Response(body, response);
      };
      return answerOf ? answerOf(serve) : serve();
    },
  });
  const messages: LiveMessage[] = [];
  onTestFinished(articles.watch((message) => messages.push(message)));
  return {
    articles,
    messages,
    requests,
    cut: () => cut(),
    create: (resource: string, id: string) => checker.create({ resource, value: { id }, by }),
    restart: () => (checker = open()),
    told: () =>
      messages.map((message) => (message.kind === 'resync' ? 'resync' : `${message.kind} ${message.id}`)),
  };
}

/** A body that breaks in the middle when the test says so. */
function cuttable(body: ReadableStream<Uint8Array> | null): [ReadableStream<Uint8Array>, () => void] {
  let breakIt = () => {};
  const broken = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        breakIt = () => controller.error(new TypeError('The connection broke'));
      },
    }),
  );
  return [broken ?? new ReadableStream(), () => breakIt()];
}

describe('watching a resource', () => {
  it('tells of its records, and of no other resource’s', async () => {
    const { told, create, messages, requests } = await openEvents();
    await expect.poll(told).toEqual(['resync']);
    await create('products', 'p');
    await create('articles', '2');
    await expect.poll(told).toEqual(['resync', 'changed 2']);

    expect(messages[1]).toEqual({ kind: 'changed', resource: 'articles', id: '2', version: '1', by });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers.get('Accept')).toBe('text/event-stream');
  });

  it('F14: goes on after a break from where it was, and misses nothing', async () => {
    const { told, create, cut, requests } = await openEvents();
    await expect.poll(told).toEqual(['resync']);
    await create('articles', '2');
    await expect.poll(told).toContain('changed 2');
    cut();
    await create('articles', '3');
    await expect.poll(told).toEqual(['resync', 'changed 2', 'changed 3']);

    expect(requests[1]?.headers.get('Last-Event-ID')).toMatch(/-1$/);
  });

  it('F14: is told to look at everything again by a server that started anew', async () => {
    const { told, create, cut, restart } = await openEvents();
    await expect.poll(told).toEqual(['resync']);
    restart();
    cut();
    await expect.poll(told).toEqual(['resync', 'resync']);
    await create('articles', '2');
    await expect.poll(told).toEqual(['resync', 'resync', 'changed 2']);
  });

  it('comes again, and not too often, while the server does not answer', async () => {
    let isDown = true;
    const { told, requests } = await openEvents(async (serve) => {
      if (isDown) throw new TypeError('No connection');
      return serve();
    });
    await expect.poll(() => requests.length).toBe(2);
    isDown = false;
    await expect.poll(told).toEqual(['resync']);

    expect(requests.length).toBeLessThan(5);
  });

  it('tells the others where one of those who listen throws, and lets the fault be seen', async () => {
    const faults: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (work: () => void) => {
      try {
        work();
      } catch (fault) {
        faults.push(fault);
      }
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    const fault = new Error('A listener’s own');
    const { told, create, articles } = await openEvents();
    await expect.poll(told).toEqual(['resync']);
    onTestFinished(
      articles.watch(() => {
        throw fault;
      }),
    );
    const late: string[] = [];
    onTestFinished(articles.watch(({ kind }) => late.push(kind)));
    await create('articles', '2');
    await expect.poll(told).toEqual(['resync', 'changed 2']);

    expect(late).toEqual(['changed']);
    expect(faults).toEqual([fault]);
  });

  it('shares no stream between tenants, and one between sign-ins of the same person', async () => {
    const checker = createVersionChecker({
      store: memoryStore(),
      signer,
      resources: { articles: {} },
      authorize: ({ headers }) => ({ id: 'Ann', name: 'Ann', tenant: headers.get('X-Tenant') ?? '' }),
    });
    let streams = 0;
    const fetch = (request: Request) => {
      if (request.url.endsWith('/events')) streams += 1;
      return checker.fetch(request);
    };
    const heard: string[] = [];
    const watch = (tenant: string, token: string) => {
      const headers = { 'X-Tenant': tenant, Authorization: token };
      const articles = createResource<Article>({ url: 'http://live.test/articles', headers, fetch });
      const tell = (message: LiveMessage) =>
        message.kind === 'resync' || heard.push(`${tenant} ${message.id}`);
      onTestFinished(articles.watch(tell, { viewer: 'Ann' }));
      return articles;
    };
    const [one, , two] = [watch('one', 'a'), watch('one', 'b'), watch('two', 'a')];
    await expect.poll(() => streams).toBe(2);
    await one.create({ ...harbour, id: 'first' });
    await two.create({ ...harbour, id: 'second' });
    await expect.poll(() => heard.toSorted()).toEqual(['one first', 'one first', 'two second']);

    expect(streams).toBe(2);
  });

  it('F14: waits for the stream that was there, whatever answers in its place', async () => {
    let isAway = false;
    const { told, create, cut, requests } = await openEvents(async (serve) =>
      isAway ? new Response('Sign in', { status: 200 }) : serve(),
    );
    await expect.poll(told).toEqual(['resync']);
    isAway = true;
    cut();
    await expect.poll(() => requests.length).toBeGreaterThan(1);
    isAway = false;
    await create('articles', '2');

    await expect.poll(told).toContain('changed 2');
  });

  it.each([404, 405, 200])('leaves a server alone that answers %i without events', async (status) => {
    const { messages, requests } = await openEvents(async () => new Response('None', { status }));
    await expect.poll(() => requests.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(requests).toHaveLength(1);
    expect(messages).toEqual([]);
  });
});
