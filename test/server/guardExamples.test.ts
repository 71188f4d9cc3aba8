import type { AddressInfo } from 'node:net';
import { createResource, isConflictError } from 'noclobber';
import { assert, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { callOf, told } from './openServer.js';

interface Article {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** The servers of `examples/servers`, each started with a table of its own: gives a way to send them requests. */
const servers: Readonly<Record<string, () => Promise<{ send: typeof fetch; base: string }>>> = {
  async Hono() {
    const { app } = await import('../../examples/servers/hono.js');
    return { send: async (request) => app.fetch(new Request(request)), base: 'http://localhost' };
  },
  async Express() {
    const { app } = await import('../../examples/servers/express.js');
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    // A server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo;
    return { send: fetch, base: `http://127.0.0.1:${port}` };
  },
  async Fastify() {
    const { app } = await import('../../examples/servers/fastify.js');
    onTestFinished(() => app.close());
    return { send: fetch, base: await app.listen({ port: 0, host: '127.0.0.1' }) };
  },
  async 'Next.js'() {
    const { GET, PATCH } = await import('../../examples/servers/next.js');
    const send = async (sent: RequestInfo | URL) => {
      const request = new Request(sent);
      const id = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '');
      const handler = request.method === 'GET' ? GET : PATCH;
      return handler(request, { params: Promise.resolve({ id }) });
    };
    return { send, base: 'http://localhost' };
  },
};

describe.each(Object.entries(servers))('the example for %s', (_, start) => {
  beforeEach(() => {
    vi.stubEnv('NOCLOBBER_KEY', 'a secret of thirty-two bytes, ok');
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.resetModules();
  });

  async function open() {
    const { send, base } = await start();
    return { call: callOf((request) => send(request), base), send, base };
  }

  it('C1: has one winner of 20 parallel saves with one token', async () => {
    const { call } = await open();
    const { body, headers } = await call('GET', '/articles/1');
    const attempts = Array.from({ length: 20 }, (_, n) =>
      call('PATCH', '/articles/1', { title: `Title ${n}`, _version: body._version }),
    );

    const answers = await Promise.all(attempts);

    expect(headers.get('ETag')).toBe(`"${body._version}"`);
    const winners = answers.filter(({ status }) => status === 200);
    const losers = answers.filter(({ status }) => status !== 200);
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map(told))).toEqual(new Set(['409 version-conflict']));
    expect(new Set(losers.map(({ body: { current } }) => current?.title))).toEqual(
      new Set([winners[0]?.body.title]),
    );
    expect((await call('GET', '/articles/1')).body).toEqual(winners[0]?.body);
  });

  it('C38: gives a stale save the whole conflict, and takes the next one', async () => {
    const { send, base: address } = await open();
    const articles = createResource<Article>({
      url: `${address}/articles`,
      fetch: (request) => send(request),
    });
    const base = await articles.get('1');
    const theirs = await articles.save({ base, mine: { ...base.value, title: 'The ferry is late' } });
    const mine = { ...base.value, title: 'The ferry is back' };

    const error: unknown = await articles.save({ base, mine }).catch((cause: unknown) => cause);

    assert(isConflictError<Article>(error) && error.conflict.kind === 'modified');
    expect(error.conflict).toMatchObject({ base, mine, theirs });
    const merged = { ...mine, text: 'From Tuesday.' };
    const saved = await articles.save({ base: error.conflict.theirs, mine: merged });
    expect(saved.value).toEqual(merged);
  });

  it('C30, C32, C33: refuses what proves nothing, and answers it as the checker does', async () => {
    const { call } = await open();
    const { body } = await call('GET', '/articles/1');
    const patch = (change: object, headers: Record<string, string> = {}) =>
      call('PATCH', '/articles/1', { title: 'Forged', ...change }, headers);

    const answers = [
      await patch({}),
      await patch({ _version: 1 }),
      await patch({}, { 'If-Match': `"${body._version.slice(0, -2)}AB"` }),
      await patch({}, { 'If-Match': `W/"${body._version}"` }),
      await call('PATCH', '/articles/2', { _version: body._version }),
      await call('GET', '/articles/2'),
    ];

    expect(answers.map(told)).toEqual([
      '428 token-required',
      '400 token-malformed',
      '412 token-bad-signature',
      '412 token-weak',
      '409 token-wrong-record',
      '404 not-found',
    ]);
    expect(answers.map(({ headers }) => headers.get('Content-Type')?.split(';')[0])).toEqual(
      answers.map(() => 'application/problem+json'),
    );
    expect((await call('GET', '/articles/1')).body).toEqual(body);
  });
});
