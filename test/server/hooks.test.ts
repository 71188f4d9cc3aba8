import type { ConflictEvent, LogEntry, WriteEvent } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';

describe.each(eachStore)('hooks ($name)', ({ openStore }) => {
  async function openHooked(options = {}) {
    const written: WriteEvent[] = [];
    const conflicts: ConflictEvent[] = [];
    const entries: LogEntry[] = [];
    const server = openServer(await openStore(), {
      onWrite: (event) => void written.push(event),
      onConflict: (event) => void conflicts.push(event),
      log: (entry) => entries.push(entry),
      ...options,
    });
    const { body } = await server.call('POST', '/articles', { id: '1', title: 'Tea' });
    return { ...server, written, conflicts, entries, token: body._version };
  }

  it('C19, C37: know of every conflict: the record, why, who, and the version that is there now', async () => {
    const { call, conflicts, token } = await openHooked();
    const mine = { title: 'Mine', _version: token };
    const { body } = await call('PATCH', '/articles/1', { title: 'Theirs', _version: token });

    await call('PATCH', '/articles/1', mine, { 'Noclobber-User': 'Ann' });
    await call('POST', '/articles', { id: '1' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    await call('PATCH', '/articles/1', mine);
    await call('PATCH', '/articles/9', { title: 'Forged', _version: token });
    await call('PATCH', '/articles/1', { title: 'Forged' });

    const place = { resource: 'articles', id: '1' };
    const someone = { id: 'Someone', name: 'Someone' };
    expect(conflicts).toEqual([
      { ...place, reason: 'version-conflict', by: { id: 'Ann', name: 'Ann' }, version: '2' },
      { ...place, reason: 'already-exists', by: someone, version: '2' },
      { ...place, reason: 'record-deleted', by: someone, version: '3' },
    ]);
  });

  it('know of every write: what it did, and whether it was forced, repeated or unchecked', async () => {
    const { call, checker, written, token } = await openHooked({
      resources: { articles: { allowsUnchecked: true } },
    });
    const change = { title: 'Coffee', _version: token };
    const key = { 'Idempotency-Key': '"a"' };
    const { body: second } = await call('PATCH', '/articles/1', change, key);
    await call('PATCH', '/articles/1', change, key);
    await call('PATCH', '/articles/1', { title: 'Coffee', _version: second._version });
    const { body: third } = await call(
      'PATCH',
      '/articles/1',
      { title: 'Milk', _version: second._version },
      { 'Noclobber-Force': '2' },
    );
    await call('PUT', '/articles/1', { title: 'Water', _version: third._version }, { 'Noclobber-Force': '' });
    await call('DELETE', '/articles/1', undefined, { 'If-Match': '*' });
    await call('PUT', '/articles/1', { title: 'Back' }, { 'If-None-Match': '*' });
    await checker.purge({ resource: 'articles', id: '1', by: { id: 'root', name: 'Root' } });

    expect(written.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
      'created 1',
      'updated 2',
      'updated 2',
      'unchanged 2',
      'updated 3',
      'updated 4',
      'deleted 5',
      'created 6',
      'purged 7',
    ]);
    const numbersOf = (is: (event: WriteEvent) => boolean) =>
      written.flatMap((event, n) => (is(event) ? n : []));
    expect(numbersOf(({ isReplay }) => isReplay)).toEqual([2]);
    expect(numbersOf(({ isForced }) => isForced)).toEqual([4, 5]);
    expect(written.flatMap(({ overwrites }) => overwrites)).toEqual(['2']);
    expect(numbersOf(({ isUnchecked }) => isUnchecked)).toEqual([6, 8]);
  });

  it.each([
    [
      'throw',
      () => {
        throw new Error('hook');
      },
    ],
    ['reject', async () => Promise.reject(new Error('hook'))],
  ])('that %s change no answer, and are logged', async (_, hook) => {
    const { call, entries, token } = await openHooked({ onWrite: hook, onConflict: hook });

    const saved = await call('PATCH', '/articles/1', { title: 'Mine', _version: token });
    const conflict = await call('PATCH', '/articles/1', { title: 'Mine too', _version: token });

    expect([told(saved), told(conflict)]).toEqual(['200', '409 version-conflict']);
    await expect
      .poll(() => entries.map(({ event }) => event))
      .toEqual(['hook-failed', 'hook-failed', 'hook-failed']);
  });

  it('C21, C42a: make no success of a conflict, whatever they give, and are not waited for', async () => {
    const { call, token } = await openHooked({
      onConflict: () => true,
      onWrite: () => new Promise(() => undefined),
    });
    await call('PATCH', '/articles/1', { title: 'Theirs', _version: token });

    const conflict = await call('PATCH', '/articles/1', { title: 'Mine', _version: token });

    expect(told(conflict)).toBe('409 version-conflict');
    expect((await call('GET', '/articles/1')).body.title).toBe('Theirs');
  });

  it('answers though the log throws: what was stored stays stored', async () => {
    const { call, token } = await openHooked({
      log: () => {
        throw new Error('disk full');
      },
    });

    const forced = await call(
      'PATCH',
      '/articles/1',
      { title: 'Mine', _version: token },
      { 'Noclobber-Force': '1' },
    );

    expect(told(forced)).toBe('200');
  });
});
