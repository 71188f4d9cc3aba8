import { memoryStore, StoreUnavailableError, type LogEntry } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { openServer, tail, told } from './openServer.js';

const foreign = { Origin: 'https://evil.example' };
const friend = { Origin: 'https://app.example' };

describe('answers', () => {
  it('are private, revalidated, sniffed by nobody, and readable by scripts', async () => {
    const { call } = openServer(memoryStore());

    const created = await call('POST', '/articles', {});
    const missing = await call('GET', '/articles/nope');

    for (const { headers } of [created, missing]) {
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Vary')).toContain('Origin');
      expect(headers.get('Access-Control-Expose-Headers')).toBe(
        'ETag, Location, Retry-After, Idempotency-Replayed',
      );
    }
    expect(created.headers.get('Cache-Control')).toBe('private, no-cache');
    expect(missing.headers.get('Cache-Control')).toBe('no-store');
  });

  it('name the methods that an address takes', async () => {
    const { call } = openServer(memoryStore());

    expect((await call('POST', '/articles/1')).headers.get('Allow')).toBe('GET, HEAD, PATCH, PUT, DELETE');
    expect((await call('PUT', '/articles')).headers.get('Allow')).toBe('GET, HEAD, POST');
  });

  it('link to where the checker is mounted', async () => {
    const { checker } = openServer(memoryStore(), { newId: () => '1' });
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };

    const inside = await checker.fetch(new Request('http://localhost/api/articles', init), {
      basePath: '/api',
    });
    const outside = await checker.fetch(new Request('http://localhost/articles'), { basePath: '/api' });
    const beside = await checker.fetch(new Request('http://localhost/apiarticles'), { basePath: '/api' });

    expect(inside.headers.get('Location')).toBe('/api/articles/1');
    expect([outside.status, beside.status]).toEqual([404, 404]);
  });

  it('tell nothing of an unexpected error but a number that the log has too', async () => {
    const entries: LogEntry[] = [];
    const { call } = openServer(memoryStore(), {
      log: (entry) => entries.push(entry),
      resources: {
        articles: {
          validate: () => {
            throw new Error('select secret from passwords');
          },
        },
      },
    });

    const { status, body } = await call('POST', '/articles', {});

    expect(status).toBe(500);
    expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'instance']);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(entries).toMatchObject([
      { event: 'failed', requestId: String(body.instance).replace('urn:uuid:', '') },
    ]);
  });

  it('say that nothing was applied while the store is away, and work again when it is back', async () => {
    let isAway = true;
    const store = memoryStore();
    const { call } = openServer(
      {
        ...store,
        setUp: async () => {
          if (isAway) throw new StoreUnavailableError({ cause: new Error('gone') });
        },
      },
      { log: () => undefined },
    );

    const away = await call('POST', '/articles', {});
    isAway = false;

    expect([told(away), away.body.applied, away.headers.get('Retry-After')]).toEqual([
      '503 unavailable',
      false,
      '1',
    ]);
    expect((await call('POST', '/articles', {})).status).toBe(201);
  });

  it("carry what a resource's own validation says", async () => {
    const errors = [{ pointer: '/price', message: 'must not be negative' }];
    const { call } = openServer(memoryStore(), {
      resources: { articles: { validate: ({ price }) => (Number(price) < 0 ? errors : []) } },
    });
    const { body } = await call('POST', '/articles', { id: '1', price: 1 });

    const refused = await call('PATCH', '/articles/1', { price: -1, _version: body._version });

    expect(refused).toMatchObject({ status: 422, body: { errors } });
  });

  it('let other web sites neither write nor read, unless they are named', async () => {
    const { call } = openServer(memoryStore(), { origins: [friend.Origin] });

    const written = await call('POST', '/articles', {}, foreign);
    const read = await call('GET', '/articles', undefined, foreign);
    const named = await call('POST', '/articles', {}, friend);
    const own = await call('POST', '/articles', {}, { Origin: 'https://localhost' });

    expect(told(written)).toBe('403 forbidden');
    expect([read.status, read.headers.get('Access-Control-Allow-Origin')]).toEqual([200, null]);
    expect([named.status, named.headers.get('Access-Control-Allow-Origin')]).toEqual([201, friend.Origin]);
    expect(own.status).toBe(201);
  });

  it('answer the preflights of named web sites', async () => {
    const { call } = openServer(memoryStore(), { origins: [friend.Origin] });

    const named = await call('OPTIONS', '/articles/1', undefined, friend);
    const other = await call('OPTIONS', '/articles/1', undefined, foreign);

    expect(named.status).toBe(204);
    expect(named.headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    expect(named.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    expect([other.status, tail(other)]).toEqual([403, 'forbidden']);
  });
});
