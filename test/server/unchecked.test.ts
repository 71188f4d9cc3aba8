import type { Action, LogEntry } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

const any = { 'If-Match': '*' };

describe.each(eachStore)('If-Match: * ($name)', ({ openStore }) => {
  async function openBoth() {
    const entries: LogEntry[] = [];
    const asked: Action[] = [];
    const server = openServer(await openStore(), {
      resources: { articles: { allowsUnchecked: true }, products: {} },
      log: (entry) => entries.push(entry),
      authorize: (_, action) => {
        asked.push(action);
        return { id: 'ann', name: 'Ann' };
      },
    });
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    await server.call('POST', '/products', { id: '1', title: 'Tea' });
    asked.length = 0;
    return { ...server, entries, asked, token: body._version };
  }

  it('is refused like a missing token where it is not allowed', async () => {
    const { call, entries, asked } = await openBoth();

    const answers = [
      await call('PATCH', '/products/1', { title: 'Mine' }, any),
      await call('PUT', '/products/1', { title: 'Mine' }, any),
      await call('DELETE', '/products/1', undefined, any),
    ];

    expect(answers.map(told)).toEqual(answers.map(() => '428 token-required'));
    expect([entries, asked.filter(({ unchecked }) => unchecked)]).toEqual([[], []]);
  });

  it('writes over whatever is there where it is allowed; permission is asked, and it is noted', async () => {
    const { call, entries, asked } = await openBoth();

    const answers = [
      await call('PATCH', '/articles/1', { title: 'Mine' }, any),
      await call('PUT', '/articles/1', { title: 'Mine again' }, { 'If-Match': ' * ' }),
      await call('DELETE', '/articles/1', undefined, any),
      await call('POST', '/articles/1/restore', undefined, any),
    ];

    expect(answers.map(told)).toEqual(['200', '200', '204', '200']);
    expect(asked).toEqual(
      ['update', 'update', 'remove', 'restore'].map((operation) => ({
        operation,
        resource: 'articles',
        id: '1',
        unchecked: true,
      })),
    );
    expect(entries).toEqual(
      ['2', '3', '4', '5'].map((version) => ({
        event: 'unchecked',
        resource: 'articles',
        id: '1',
        by: 'ann',
        version,
      })),
    );
  });

  it('makes no record, and is nothing that a read has to ask permission for', async () => {
    const { call, asked } = await openBoth();

    expect(told(await call('PATCH', '/articles/9', { title: 'Mine' }, any))).toBe('404 not-found');
    await call('GET', '/articles/1', undefined, any);
    expect(asked.at(-1)).toEqual({ operation: 'get', resource: 'articles', id: '1' });
  });

  it('and a token in the body are two different things', async () => {
    const { call, token } = await openBoth();
    const change = { title: 'Mine', _version: token };

    expect(told(await call('PATCH', '/articles/1', change, any))).toBe('400 token-ambiguous');
    expect(told(await call('PATCH', '/products/1', change, any))).toBe('400 token-ambiguous');
  });

  it('wins against everybody who saves meanwhile', async () => {
    const { call, token } = await openBoth();
    const changes = Array.from({ length: 5 }, (_, n) => call('PATCH', '/articles/1', { [n]: n }, any));

    const [checked, ...answers] = await Promise.all([
      call('PATCH', '/articles/1', { title: 'Checked', _version: token }),
      ...changes,
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect([200, 409]).toContain(checked.status);
    expect((await call('GET', '/articles/1')).body).toMatchObject({ 0: 0, 1: 1, 2: 2, 3: 3, 4: 4 });
  });
});
