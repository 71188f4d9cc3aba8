import { createVersionChecker, memoryStore, type LogEntry } from 'noclobber/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eachStore } from './eachStore.js';
import { callOf, openServer, signer } from './openServer.js';
import { sendBatch } from './sendBatch.js';

describe.each(eachStore)('C32: refused tokens ($name)', ({ openStore }) => {
  it('are logged with their reason and record, and without what they were', async () => {
    const entries: LogEntry[] = [];
    const { call } = openServer(await openStore(), {
      log: (entry) => entries.push(entry),
      resources: { articles: { actions: { publish: (value) => value } } },
    });
    const { body } = await call('POST', '/articles', { id: '1' });
    const token = body._version;
    const save = (_version: unknown) => call('PATCH', '/articles/1', { title: 'Forged', _version });

    await save('damaged');
    await save(token.replace('k1', 'k9'));
    await save(token.slice(0, -2) + (token.endsWith('AA') ? 'BA' : 'AA'));
    await call('DELETE', '/articles/2', undefined, { 'If-Match': `"${token}"` });
    await sendBatch(call, [{ op: 'remove', id: '3', _version: token }]);
    await sendBatch(call, { action: 'publish', where: {}, listToken: token });
    await save(undefined);
    await save(token);

    const refused = { event: 'token-refused', resource: 'articles' };
    expect(entries).toEqual([
      { ...refused, id: '1', reason: 'token-malformed' },
      { ...refused, id: '1', reason: 'token-unknown-key' },
      { ...refused, id: '1', reason: 'token-bad-signature' },
      { ...refused, id: '2', reason: 'token-wrong-record' },
      { ...refused, id: '3', reason: 'token-wrong-record' },
      { ...refused, id: '', reason: 'token-wrong-record' },
    ]);
  });
});

describe('C32: the console', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('gets one line a second of refused tokens, with the number of those left out', async () => {
    const lines: unknown[] = [];
    vi.spyOn(console, 'info').mockImplementation((line) => lines.push(line));
    let time = 0;
    const checker = createVersionChecker({
      store: memoryStore(),
      signer,
      resources: { articles: {} },
      now: () => time,
    });
    const call = callOf((request) => checker.fetch(request));
    const scan = async (times: number) => {
      for (let n = 0; n < times; n++)
        await call('DELETE', '/articles/a%0Ab', undefined, { 'If-Match': '"damaged"' });
    };

    await scan(5);
    time = 999;
    await scan(5);
    time = 1000;
    await scan(3);

    expect(lines).toEqual([
      String.raw`noclobber: token-malformed for "articles/a\nb"`,
      String.raw`noclobber: token-malformed for "articles/a\nb" (and 9 more before)`,
    ]);
  });
});
