import { createEditLock, createResource } from 'noclobber';
import { describe, expect, it, onTestFinished } from 'vitest';
import { harbour, type Article } from '../newsroom.js';
import { openSchema, temporaryFile } from '../server/eachStore.js';
import { spawnServer } from './spawnServer.js';

const databases = [
  ['SQLite file', async () => temporaryFile(), 1],
  ['PostgreSQL', async () => (await openSchema()).url, 3],
] as const;

describe.each(databases)('clients of one %s', { timeout: 60_000 }, (_name, newDatabase, processes) => {
  it('L19: hear of each other’s locks and saves, whichever process they talk to', async () => {
    const db = await newDatabase();
    const servers = await Promise.all(
      Array.from({ length: processes }, () => spawnServer('--db', db, '--resource', 'articles')),
    );
    const person = (name: string, index: number) => {
      const articles = createResource<Article>({
        url: `${servers[index % processes]?.url}/articles`,
        headers: { 'Noclobber-User': name, 'Noclobber-Tab': name },
      });
      const lock = createEditLock({
        calls: articles.lock('1'),
        watch: (handler) => articles.watch(handler),
        userId: name,
      });
      return { articles, lock, status: () => lock.getState().status };
    };
    const [ann, ben, cat] = [person('Ann', 0), person('Ben', 1), person('Cat', 2)];
    await ann.articles.create(harbour);
    const heard: string[] = [];
    onTestFinished(cat.articles.watch(({ kind }) => heard.push(kind)));
    for (const { lock } of [ann, ben]) onTestFinished(lock.start());
    // From now on it misses nothing.
    await expect.poll(() => heard).toContain('resync');
    await ann.lock.take();
    await expect.poll(ben.status).toBe('blocked');
    await ben.lock.takeOver();
    await expect.poll(ann.status).toBe('lost');
    const base = await ben.articles.get('1');
    const fence = ben.lock.getFence();
    await ben.articles.save({ base, mine: { ...base.value, title: 'Ben' }, fence });
    await expect.poll(() => heard).toContain('changed');

    expect(heard).toContain('locked');
    expect(ann.lock.getState()).toMatchObject({ lostBy: 'takeover', lock: { holder: { id: 'Ben' } } });
  });
});
