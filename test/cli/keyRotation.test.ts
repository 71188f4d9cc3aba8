import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createResource } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { saveMerging } from '../../src/client/index.js';
import { mergeMet } from '../../src/react/session/mergeMet.js';
import { openSchema, temporaryFile } from '../server/eachStore.js';
import { told, type Call } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

const databases = [
  ['a SQLite file', async () => temporaryFile()],
  ['PostgreSQL', async () => (await openSchema()).url],
] as const;

/** Writes key files: the first key signs, and the others are taken. */
function keyFiles() {
  const folder = dirname(temporaryFile());
  return (...ids: readonly string[]) => {
    const path = join(folder, `${ids.join('-')}.json`);
    const keys = ids.map((id) => ({ id, secret: `the secret of ${id}, thirty-two bytes at least` }));
    writeFileSync(path, JSON.stringify({ keys }));
    return ['--resource', 'articles', '--keys', path] as const;
  };
}

const save = (call: Call, id: string, token: string) =>
  call('PATCH', `/articles/${id}`, { title: 'Coffee', _version: token });

/** An article as a person edits it who has read it from one server and saves it to another one. */
function articlesAt(url: () => string) {
  return createResource<{ readonly id: string; readonly title: string }>({
    url: 'http://newsroom.test/articles',
    fetch: async (request) => fetch(new Request(request.url.replace('http://newsroom.test', url()), request)),
  });
}

describe.each(databases)('a change of keys on %s', { timeout: 60_000 }, (_name, newDatabase) => {
  it('F9: keeps tokens good as long as their key is kept', async () => {
    const [db, keys] = [await newDatabase(), keyFiles()];
    const before = await spawnServer('--db', db, ...keys('k1'));
    const [first, second] = [
      await before.call('POST', '/articles', { id: '1', title: 'Tea' }),
      await before.call('POST', '/articles', { id: '2', title: 'Tea' }),
    ];
    await before.kill('SIGTERM');

    const rotated = await spawnServer('--db', db, ...keys('k2', 'k1'));
    const saved = await save(rotated.call, '1', first.body._version);
    const stale = await save(rotated.call, '1', first.body._version);
    await rotated.kill('SIGTERM');
    const retired = await spawnServer('--db', db, ...keys('k2'));
    const unknown = await save(retired.call, '2', second.body._version);

    expect([saved, stale].map(told)).toEqual(['200', '409 version-conflict']);
    expect(saved.body._version).toMatch(/^vt1\.k2\./);
    expect(told(unknown)).toBe('409 token-unknown-key');
    expect(unknown.body.current).toMatchObject({ id: '2', title: 'Tea' });
    expect(told(await save(retired.call, '2', unknown.body.current?._version ?? ''))).toBe('200');
    expect(told(await save(retired.call, '1', saved.body._version))).toBe('200');
  });

  it('F9: is nothing that a person sees, unless somebody else saved meanwhile', async () => {
    const [db, keys] = [await newDatabase(), keyFiles()];
    const before = await spawnServer('--db', db, ...keys('k1'));
    let { url } = before;
    const articles = articlesAt(() => url);
    const [mine, other] = [
      await articles.create({ id: '1', title: 'Tea' }),
      await articles.create({ id: '2', title: 'Tea' }),
    ];
    await before.kill('SIGTERM');
    const after = await spawnServer('--db', db, ...keys('k2'));
    url = after.url;
    const { body } = await after.call('GET', '/articles/2');
    await save(after.call, '2', body._version);

    const saved = await saveMerging(
      articles,
      { base: mine, mine: { ...mine.value, title: 'Milk' } },
      { merge: mergeMet },
    );
    const refused = await saveMerging(
      articles,
      { base: other, mine: { ...other.value, title: 'Milk' } },
      { merge: mergeMet },
    );

    expect(saved).toMatchObject({ kind: 'saved', record: { value: { title: 'Milk' } } });
    expect(refused).toMatchObject({ kind: 'conflict', conflict: { theirs: { value: { title: 'Coffee' } } } });
    expect((await after.call('GET', '/articles/2')).body.title).toBe('Coffee');
  });

  it('F38: one server after the other, and each takes the tokens of the other all the while', async () => {
    const [db, keys] = [await newDatabase(), keyFiles()];
    // First every server learns the new key; only then one after the other signs with it.
    const [old, new_] = [
      await spawnServer('--db', db, ...keys('k1', 'k2')),
      await spawnServer('--db', db, ...keys('k2', 'k1')),
    ];
    const { body } = await old.call('POST', '/articles', { id: '1', n: 0 });
    let token = body._version;
    const signers: unknown[] = [];
    for (let n = 1; n <= 6; n++) {
      const { call } = n % 2 ? new_ : old;
      const answer = await call('PATCH', '/articles/1', { n, _version: token });
      expect(told(answer)).toBe('200');
      token = answer.body._version;
      signers.push(token.split('.')[1]);
    }

    expect(signers).toEqual(['k2', 'k1', 'k2', 'k1', 'k2', 'k1']);
    expect((await new_.call('GET', '/articles/1?meta=1')).body).toMatchObject({
      n: 6,
      _meta: { version: '7' },
    });
  });

  it('F38: a server that was left behind refuses what it does not know, and overwrites nothing', async () => {
    const [db, keys] = [await newDatabase(), keyFiles()];
    const [behind, ahead] = [
      await spawnServer('--db', db, ...keys('k1')),
      await spawnServer('--db', db, ...keys('k2', 'k1')),
    ];
    const { body } = await behind.call('POST', '/articles', { id: '1', title: 'Tea' });
    const saved = await ahead.call('PATCH', '/articles/1', { title: 'Milk', _version: body._version });

    const unknown = await save(behind.call, '1', saved.body._version);
    const stale = await save(behind.call, '1', body._version);

    expect([unknown, stale].map(told)).toEqual(['409 token-unknown-key', '409 version-conflict']);
    expect(unknown.body.current).toMatchObject({ title: 'Milk', _version: stale.body.current?._version });
    expect(told(await save(ahead.call, '1', unknown.body.current?._version ?? ''))).toBe('200');
  });
});
