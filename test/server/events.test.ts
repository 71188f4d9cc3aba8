import { memoryStore, type Authorize, type VersionCheckerOptions } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openEvents, type EventsRequest } from './openEvents.js';
import { openServer, told, type Answer } from './openServer.js';

const ann = { 'Noclobber-User': 'Ann' };
const by = { id: 'Ann', name: 'Ann' };

function open(store = memoryStore(), options: Partial<VersionCheckerOptions> = {}) {
  const server = openServer(store, { log: () => undefined, ...options });
  const follow = (request?: EventsRequest) => openEvents((asked) => server.checker.fetch(asked), request);
  return { ...server, follow };
}

const withToken = ({ body }: Answer) => ({ 'If-Match': `"${body._version}"`, ...ann });

describe.each(eachStore)('events ($name)', ({ openStore }) => {
  it('tells that a record was made, changed, deleted and restored, and by whom', async () => {
    const { call, follow } = open(await openStore());
    const events = await follow({ query: '?resources=articles,products' });
    expect(await events.next()).toMatchObject({ event: 'resync', data: {} });

    const made = await call('POST', '/articles', { id: '1', title: 'secret' }, ann);
    const changed = await call('PATCH', '/articles/1', { title: 'b', _version: made.body._version }, ann);
    await call('DELETE', '/articles/1', undefined, withToken(changed));
    const gone = await call('GET', '/articles/1');
    await call('POST', '/articles/1/restore', { _version: gone.body._version }, ann);

    const told = { resource: 'articles', id: '1', by };
    expect(await events.next()).toMatchObject({ event: 'changed', data: { ...told, version: '1' } });
    expect(await events.next()).toMatchObject({ event: 'changed', data: { ...told, version: '2' } });
    expect(await events.next()).toMatchObject({ event: 'deleted', data: { ...told, version: '3' } });
    const last = await events.next();
    expect(last).toEqual({ id: last.id, event: 'restored', data: { ...told, version: '4' } });
    expect(JSON.stringify(events.events)).not.toContain('secret');
  });

  it('tells of each row that a batch saved, and of no other', async () => {
    const { call, follow } = open(await openStore());
    const [a, b] = [
      await call('POST', '/articles', { id: 'a' }),
      await call('POST', '/articles', { id: 'b' }),
    ];
    const events = await follow();
    await events.next();
    const row = (id: string, _version: string) => ({ op: 'update', id, _version, patch: { n: 1 } });
    const send = (policy: string) =>
      call('POST', '/articles/batch', {
        policy,
        operations: [row('a', a.body._version), row('b', b.body._version), row('c', b.body._version)],
      });

    await send('abort-all');
    await send('silent');
    await call('POST', '/products', { id: 'end' });

    expect(await namesUpTo('end', events)).toEqual(['changed a', 'changed b', 'changed end']);
  });

  it('tells nothing of a repeated request, of a save that changed nothing, and of one that was refused', async () => {
    const { call, follow } = open(await openStore());
    const { body } = await call('POST', '/articles', { id: '1', title: 'a' });
    const events = await follow();
    await events.next();
    const save = { title: 'b', _version: body._version };

    await call('PATCH', '/articles/1', { title: 'a', _version: body._version });
    await call('PATCH', '/articles/1', save, { 'Idempotency-Key': '"k"' });
    await call('PATCH', '/articles/1', save, { 'Idempotency-Key': '"k"' });
    await call('PATCH', '/articles/1', save);
    await call('POST', '/articles', { id: 'end' });

    expect(await namesUpTo('end', events)).toEqual(['changed 1', 'changed end']);
  });

  it('tells of what was erased', async () => {
    const { checker, call, follow } = open(await openStore());
    await call('POST', '/articles', { id: '1' });
    const events = await follow();
    await events.next();

    await checker.purge({ resource: 'articles', id: '1', by });

    expect(await events.next()).toMatchObject({ event: 'deleted', data: { id: '1', version: '2', by } });
  });

  it('F14: goes on after the last event that was heard', async () => {
    const { call, follow } = open(await openStore());
    const first = await follow();
    await first.next();
    await call('POST', '/articles', { id: '1' });
    const { id } = await first.next();
    await first.close();
    await call('POST', '/articles', { id: '2' });
    await call('POST', '/products', { id: '3' });

    const second = await follow({ headers: { 'Last-Event-ID': id } });
    const onlyArticles = await follow({ headers: { 'Last-Event-ID': id }, query: '?resources=articles' });
    await call('POST', '/articles', { id: 'end' });

    expect(await namesUpTo('end', second)).toEqual(['changed 2', 'changed 3', 'changed end']);
    expect(await namesUpTo('end', onlyArticles)).toEqual(['changed 2', 'changed end']);
  });

  it.each(['', 'nonsense', 'a-1', 'a-99999999999999999999'])(
    'F14: answers an id that it does not know with one resync: "%s"',
    async (id) => {
      const { call, follow } = open(await openStore());
      const events = await follow({ headers: { 'Last-Event-ID': id } });
      await events.next();
      await call('POST', '/articles', { id: 'end' });

      await namesUpTo('end', events);
      expect(events.events.map(({ event }) => event)).toEqual(['resync', 'changed']);
    },
  );

  it('tells nobody of records of other tenants', async () => {
    const authorize: Authorize = ({ headers }) => ({
      id: 'a',
      name: 'A',
      tenant: headers.get('Tenant') ?? '',
    });
    const { call, follow } = open(await openStore(), { authorize });
    const events = await follow({ headers: { Tenant: 'red' } });
    await events.next();

    await call('POST', '/articles', { id: '1' }, { Tenant: 'blue' });
    await call('POST', '/articles', { id: '2' });
    await call('POST', '/articles', { id: 'end' }, { Tenant: 'red' });

    expect(await namesUpTo('end', events)).toEqual(['changed end']);
  });
});

describe('GET /events', () => {
  it('is a stream that nobody keeps or gathers', async () => {
    const { follow } = open(memoryStore(), { origins: ['https://app.example'] });

    const { response } = await follow({ headers: { Origin: 'https://app.example' } });

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': 'https://app.example',
    });
  });

  it('may be asked for by pages of other sites with the last id', async () => {
    const { call } = open(memoryStore(), { origins: ['https://app.example'] });

    const { headers } = await call('OPTIONS', '/events', undefined, { Origin: 'https://app.example' });

    expect(headers.get('Access-Control-Allow-Headers')).toContain('Last-Event-ID');
  });

  it('answers HEAD without a stream', async () => {
    const { checker } = open();

    const { body, headers } = await checker.fetch(new Request('http://localhost/events', { method: 'HEAD' }));

    expect([body, headers.get('Content-Type')]).toEqual([null, 'text/event-stream']);
  });

  it('leaves out what the caller may not follow', async () => {
    const asked: unknown[] = [];
    const authorize: Authorize = (_, action) => {
      if (action.operation === 'events') asked.push(action);
      return action.operation === 'events' && action.resource === 'articles' ? { denied: 'forbidden' } : by;
    };
    const { call, follow } = open(memoryStore(), { authorize });
    const events = await follow({ query: '?resources=articles,products' });
    await events.next();
    await call('POST', '/articles', { id: '1' });
    await call('POST', '/products', { id: 'end' });

    expect(await namesUpTo('end', events)).toEqual(['changed end']);
    expect(asked).toEqual([
      { operation: 'events', resource: 'articles' },
      { operation: 'events', resource: 'products' },
    ]);
    expect(told(await call('GET', '/events?resources=articles'))).toBe('403 forbidden');
  });

  it.each([
    ['unauthorized', '401 unauthorized'],
    ['forbidden', '403 forbidden'],
  ] as const)('refuses whoever may follow nothing: %s', async (denied, expected) => {
    const { call } = open(memoryStore(), { authorize: () => ({ denied }) });

    expect(told(await call('GET', '/events'))).toBe(expected);
  });

  it.each(['?resources=articles,none', '?resources=', '?resources=articles,'])(
    'knows no such resource: %s',
    async (query) => {
      expect(told(await open().call('GET', `/events${query}`))).toBe('404 not-found');
    },
  );

  it('shows that it is alive', async () => {
    const { follow } = open(memoryStore(), { events: { heartbeatMs: 20 } });
    const events = await follow();

    await expect.poll(() => events.comments()).toBeGreaterThan(3);
  });

  it('F14: lasts only so long, and goes on where it was', async () => {
    const { call, follow } = open(memoryStore(), { events: { longestStreamMs: 50 } });
    const first = await follow();
    await first.next();
    await call('POST', '/articles', { id: '1' });
    const { id } = await first.next();
    await first.ended;
    await call('POST', '/articles', { id: '2' });

    const second = await follow({ headers: { 'Last-Event-ID': id } });

    expect(await second.next()).toMatchObject({ event: 'changed', data: { id: '2' } });
  });

  it('ends when the checker is closed', async () => {
    const { checker, follow } = open();
    const events = await follow();
    await events.next();

    await checker.close();
    await events.ended;

    expect((await follow()).events).toEqual([]);
  });

  it('keeps little for a slow reader, and then has it look at everything again', async () => {
    const { checker, call } = open();
    const response = await checker.fetch(new Request('http://localhost/events'));
    const ids = Array.from({ length: 2000 }, (_, n) => `${'long-'.repeat(40)}${n}`);
    const operations = ids.map((id) => ({ op: 'create', id, value: {} }));
    await call('POST', '/articles/batch', { policy: 'silent', operations });

    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader && !text.includes('end')) {
      const { value } = await reader.read();
      text += value;
      if (value?.includes('resync') && text.length > 1000) await call('POST', '/articles', { id: 'end' });
    }
    await reader?.cancel();

    expect(text.length).toBeLessThan(300_000);
    expect(text.match(/event: resync/g)).toHaveLength(2);
    expect(text).not.toContain('long-1999');
    const numbers = text.match(/(?<=^id: \w+-)\d+$/gm);
    expect(numbers?.at(-2)).toBe('2000');
  });
});

/** Names the events up to the one of a record, without the first resync. */
async function namesUpTo(id: string, events: Awaited<ReturnType<typeof openEvents>>): Promise<string[]> {
  await expect.poll(() => JSON.stringify(events.events)).toContain(`"id":"${id}"`);
  return events.events.flatMap(({ event, data }) => (event === 'resync' ? [] : `${event} ${idOf(data)}`));
}

function idOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : '';
}
