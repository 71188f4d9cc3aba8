import type { Authorize } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { namesUpTo, openFollowed } from './openFollowed.js';
import type { Answer } from './openServer.js';

const ann = { 'Noclobber-User': 'Ann' };
const by = { id: 'Ann', name: 'Ann' };

const withToken = ({ body }: Answer) => ({ 'If-Match': `"${body._version}"`, ...ann });

describe.each(eachStore)('events ($name)', ({ openStore }) => {
  it('tells that a record was made, changed, deleted and restored, and by whom', async () => {
    const { call, follow } = openFollowed(await openStore());
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
    const { call, follow } = openFollowed(await openStore());
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
    const { call, follow } = openFollowed(await openStore());
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
    const { checker, call, follow } = openFollowed(await openStore());
    await call('POST', '/articles', { id: '1' });
    const events = await follow();
    await events.next();

    await checker.purge({ resource: 'articles', id: '1', by });

    expect(await events.next()).toMatchObject({ event: 'deleted', data: { id: '1', version: '2', by } });
  });

  it('F14: goes on after the last event that was heard', async () => {
    const { call, follow } = openFollowed(await openStore());
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
      const { call, follow } = openFollowed(await openStore());
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
    const { call, follow } = openFollowed(await openStore(), { authorize });
    const events = await follow({ headers: { Tenant: 'red' } });
    await events.next();

    await call('POST', '/articles', { id: '1' }, { Tenant: 'blue' });
    await call('POST', '/articles', { id: '2' });
    await call('POST', '/articles', { id: 'end' }, { Tenant: 'red' });

    expect(await namesUpTo('end', events)).toEqual(['changed end']);
  });
});
