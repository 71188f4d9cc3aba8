import { describe, expect, it } from 'vitest';
import { openSchema, temporaryFile } from '../server/eachStore.js';
import { openEvents } from '../server/openEvents.js';
import { spawnServer } from './spawnServer.js';

const databases = [
  ['SQLite file', async () => temporaryFile()],
  ['PostgreSQL', async () => (await openSchema()).url],
] as const;

describe.each(databases)('events of processes on one %s', { timeout: 60_000 }, (_name, newDatabase) => {
  it('F16: reach whoever follows in another process, also in one that looks for itself', async () => {
    const db = await newDatabase();
    const a = await spawnServer('--db', db, '--resource', 'articles');
    const b = await spawnServer('--db', db, '--resource', 'articles', '--feed', 'poll');
    const events = await openEvents(fetch, { base: b.url });
    await events.next();
    const from = Date.now();

    const { body } = await a.call('POST', '/articles', { id: '1' }, { 'Noclobber-User': 'Ann' });
    const made = await events.next();
    expect(Date.now() - from).toBeLessThan(10_000);
    await a.call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });

    expect(made).toMatchObject({ event: 'changed', data: { id: '1', by: { name: 'Ann' } } });
    expect(await events.next()).toMatchObject({ event: 'deleted', data: { id: '1', version: '2' } });
  });

  it('F14: end quickly when the server is told to stop, and another server answers with one resync', async () => {
    const db = await newDatabase();
    const a = await spawnServer('--db', db, '--resource', 'articles');
    const streams = await Promise.all([1, 2, 3].map(() => openEvents(fetch, { base: a.url })));
    await Promise.all(streams.map((stream) => stream.next()));
    await a.call('POST', '/articles', { id: '1' });
    const last = await streams[0]?.next();
    const from = Date.now();

    const { code } = await a.kill('SIGTERM');

    expect(code).toBe(0);
    expect(Date.now() - from).toBeLessThan(10_000);
    await Promise.all(streams.map(({ ended }) => ended));
    const b = await spawnServer('--db', db, '--resource', 'articles');
    const again = await openEvents(fetch, { base: b.url, headers: { 'Last-Event-ID': last?.id ?? '' } });
    expect(await again.next()).toMatchObject({ event: 'resync' });
  });
});

describe('noclobber serve', { timeout: 60_000 }, () => {
  it('F10: says once at its start that the database can lose acknowledged writes', async () => {
    const { url } = await openSchema();
    const unsafe = new URL(url);
    const options = unsafe.searchParams.get('options') ?? '';
    unsafe.searchParams.set('options', `${options} -c synchronous_commit=off`);
    const server = await spawnServer('--db', unsafe.href, '--resource', 'articles');
    expect((await server.call('GET', '/health')).body).toMatchObject({ status: 'ok', store: 'postgres' });

    const { errors } = await server.kill('SIGTERM');

    expect(errors.match(/^warning: synchronous_commit is off: .*$/gm)).toHaveLength(1);
  });

  it('says nothing of a database that is as it should be', async () => {
    const server = await spawnServer('--db', temporaryFile(), '--resource', 'articles');

    expect((await server.kill('SIGTERM')).errors).toBe('');
  });
});
