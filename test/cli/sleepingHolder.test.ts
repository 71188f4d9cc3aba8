import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSchema, temporaryFile } from '../server/eachStore.js';
import { as, lockOf, take } from '../server/lockCalls.js';
import { told } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

const databases = [
  ['a SQLite file', async () => temporaryFile()],
  ['PostgreSQL', async () => (await openSchema()).url],
] as const;
const lockMs = 1000;

describe.each(databases)(
  'a lock whose holder is stopped, on %s',
  { timeout: 60_000 },
  (_name, newDatabase) => {
    it('F30: is lost when somebody else took it: what the holder had sent is refused after all', async () => {
      const args = ['--db', await newDatabase(), '--resource', 'articles', '--lock-ms', String(lockMs)];
      const [sleeper, other] = [await spawnServer(...args), await spawnServer(...args)];
      const { body } = await sleeper.call('POST', '/articles', { id: '1', title: 'Tea' });
      const ann = as('Ann', { fence: String(lockOf(await take(sleeper.call, as('Ann'))).fence) });

      void sleeper.kill('SIGSTOP');
      const late = sleeper.call('PATCH', '/articles/1', { title: 'Ann', _version: body._version }, ann);
      await pause(lockMs + 200);
      const taken = await take(other.call, as('Ben'));
      void sleeper.kill('SIGCONT');
      const refused = await late;

      expect([told(taken), told(refused)]).toEqual(['200', '423 lock-lost']);
      const ben = as('Ben', { fence: String(lockOf(taken).fence) });
      const saved = await other.call('PATCH', '/articles/1', { title: 'Ben', _version: body._version }, ben);
      expect(told(saved)).toBe('200');
      expect((await sleeper.call('GET', '/articles/1')).body).toMatchObject({ title: 'Ben' });
    });

    it('F30: is lost even when it is free again: the version that was saved meanwhile stays', async () => {
      const args = ['--db', await newDatabase(), '--resource', 'articles', '--lock-ms', String(lockMs)];
      const [sleeper, other] = [await spawnServer(...args), await spawnServer(...args)];
      const { body } = await sleeper.call('POST', '/articles', { id: '1', title: 'Tea' });
      const ann = as('Ann', { fence: String(lockOf(await take(sleeper.call, as('Ann'))).fence) });
      const mine = { title: 'Ann', _version: body._version };

      void sleeper.kill('SIGSTOP');
      const late = [
        sleeper.call('PATCH', '/articles/1', mine, ann),
        sleeper.call('PATCH', '/articles/1', mine),
      ];
      await pause(lockMs + 200);
      const ben = as('Ben', { fence: String(lockOf(await take(other.call, as('Ben'))).fence) });
      await other.call('PATCH', '/articles/1', { title: 'Ben', _version: body._version }, ben);
      await other.call('DELETE', '/articles/1/lock', undefined, ben);
      void sleeper.kill('SIGCONT');

      const [withFence, without] = (await Promise.all(late)).map(told);
      // Which of the two is looked at first makes no difference to what is stored.
      expect(withFence).toMatch(/^(423 lock-lost|409 version-conflict)$/);
      expect(without).toBe('409 version-conflict');
      expect((await other.call('GET', '/articles/1')).body).toMatchObject({ title: 'Ben' });
    });
  },
);
