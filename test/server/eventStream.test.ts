import { memoryStore, type Authorize } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { namesUpTo, openFollowed } from './openFollowed.js';
import { told } from './openServer.js';

const by = { id: 'Ann', name: 'Ann' };

describe('GET /events', () => {
  it('is a stream that nobody keeps or gathers', async () => {
    const { follow } = openFollowed(memoryStore(), { origins: ['https://app.example'] });

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
    const { call } = openFollowed(memoryStore(), { origins: ['https://app.example'] });

    const { headers } = await call('OPTIONS', '/events', undefined, { Origin: 'https://app.example' });

    expect(headers.get('Access-Control-Allow-Headers')).toContain('Last-Event-ID');
  });

  it('answers HEAD without a stream', async () => {
    const { checker } = openFollowed();

    const { body, headers } = await checker.fetch(new Request('http://localhost/events', { method: 'HEAD' }));

    expect([body, headers.get('Content-Type')]).toEqual([null, 'text/event-stream']);
  });

  it('leaves out what the caller may not follow', async () => {
    const asked: unknown[] = [];
    const authorize: Authorize = (_, action) => {
      if (action.operation === 'events') asked.push(action);
      return action.operation === 'events' && action.resource === 'articles' ? { denied: 'forbidden' } : by;
    };
    const { call, follow } = openFollowed(memoryStore(), { authorize });
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
    const { call } = openFollowed(memoryStore(), { authorize: () => ({ denied }) });

    expect(told(await call('GET', '/events'))).toBe(expected);
  });

  it.each(['?resources=articles,none', '?resources=', '?resources=articles,'])(
    'knows no such resource: %s',
    async (query) => {
      expect(told(await openFollowed().call('GET', `/events${query}`))).toBe('404 not-found');
    },
  );

  it('shows that it is alive', async () => {
    const { follow } = openFollowed(memoryStore(), { events: { heartbeatMs: 20 } });
    const events = await follow();

    await expect.poll(() => events.comments()).toBeGreaterThan(3);
  });

  it('F14: lasts only so long, and goes on where it was', async () => {
    const { call, follow } = openFollowed(memoryStore(), { events: { longestStreamMs: 50 } });
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
    const { checker, follow } = openFollowed();
    const events = await follow();
    await events.next();

    await checker.close();
    await events.ended;

    expect((await follow()).events).toEqual([]);
  });

  it('keeps little for a slow reader, and then has it look at everything again', async () => {
    const { checker, call } = openFollowed();
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
