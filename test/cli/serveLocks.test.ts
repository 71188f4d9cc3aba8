import { describe, expect, it } from 'vitest';
import { as, lockOf, take } from '../server/lockCalls.js';
import { temporaryFile } from '../server/eachStore.js';
import { runCommand, spawnServer } from './spawnServer.js';

const at = (...args: string[]) => ['--db', temporaryFile(), '--resource', 'articles', ...args];

describe('noclobber serve --lock-ms', { timeout: 30_000 }, () => {
  it('says how long a lock lasts, and shows those of a thousand records at once', async () => {
    const { call } = await spawnServer(...at('--lock-ms', '60000'));
    await call('POST', '/articles', { id: '1' });
    const ids = ['1', ...Array.from({ length: 999 }, () => crypto.randomUUID())];

    const taken = await take(call, as('Ann'));
    const page = await call('GET', `/articles/locks?ids=${ids.join(',')}`);

    expect(lockOf(taken).remainingMs).toBe(60_000);
    expect(page.body.locks).toMatchObject({ '1': { holder: { name: 'Ann' } } });
    expect(Object.keys(page.body.locks ?? {})).toHaveLength(1000);
  });

  it.each(['999', '1800001'])('takes no %s', async (lockMs) => {
    const { code, errors } = await runCommand(['serve', ...at('--lock-ms', lockMs)]);

    expect([code, errors]).toEqual([2, expect.stringContaining('--lock-ms must be a number from 1000 to')]);
  });
});
