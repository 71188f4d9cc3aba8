import { describe, expect, it } from 'vitest';
import { openSchema, temporaryFile } from '../server/eachStore.js';
import { told, type Call } from '../server/openServer.js';
import { spawnServer } from './spawnServer.js';

const databases = [
  ['SQLite file', async () => temporaryFile()],
  ['PostgreSQL', async () => (await openSchema()).url],
] as const;

describe.each(databases)('several processes on one %s', { timeout: 60_000 }, (_name, newDatabase) => {
  it('F36: start at once on a new file, agree on the key, and let one of 20 parallel saves win', async () => {
    const db = await newDatabase();
    const servers = await Promise.all([1, 2].map(() => spawnServer('--db', db, '--resource', 'articles')));
    const callOn = (n: number) => servers[n % 2]?.call ?? (() => Promise.reject(new Error('no server')));
    const { body } = await callOn(0)('POST', '/articles', { id: '1' });
    const save = (n: number) => callOn(n)('PATCH', '/articles/1', { n, _version: body._version });

    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => save(n)));

    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.map(told).filter((answer) => answer !== '200')).toEqual(
      Array.from({ length: 19 }, () => '409 version-conflict'),
    );
    expect((await callOn(1)('GET', '/articles/1')).body).toEqual(winners[0]?.body);
    expect(servers.filter((server) => server.output().includes('made a signing key'))).toHaveLength(1);
  });

  it('F3: make one version of one request sent to both at once', async () => {
    const db = await newDatabase();
    const [a, b] = [
      await spawnServer('--db', db, '--resource', 'articles'),
      await spawnServer('--db', db, '--resource', 'articles'),
    ];
    const { body } = await a.call('POST', '/articles', { id: '1' });
    const change = { title: 'Tea', _version: body._version };
    const send = ({ call }: typeof a) =>
      call('PATCH', '/articles/1?meta=1', change, { 'Idempotency-Key': '"a"' });

    const answers = await Promise.all([send(a), send(b)]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('Idempotency-Replayed')).toSorted()).toEqual(
      [null, 'true'].toSorted(),
    );
    expect(answers[0].body).toEqual(answers[1].body);
    expect((await a.call('GET', '/articles/1?meta=1')).body._meta).toMatchObject({ version: '2' });
  });

  it('F1, F2: keep every acknowledged save through kill -9, and take the retry of an unanswered one once', async () => {
    const db = await newDatabase();
    const counters: Counter[] = ['a', 'b', 'c', 'd'].map((id) => ({ id, n: 0, token: '' }));
    for (const savesUntilKill of [30, 55]) {
      const server = await spawnServer('--db', db, '--resource', 'articles');
      let left = savesUntilKill;
      const onSaved = () => {
        if (--left === 0) void server.kill('SIGKILL');
      };
      await Promise.all(counters.map((counter) => countUntilDown(server.call, { counter, onSaved })));
    }

    const { call } = await spawnServer('--db', db, '--resource', 'articles');
    for (const { id, n } of counters) {
      const { body } = await call('GET', `/articles/${id}?meta=1`);
      // The save that was never answered may have been stored or not. Each made exactly one version.
      expect([n, n + 1]).toContain(body.n);
      expect(body._meta).toMatchObject({ version: String(body.n) });
    }
    expect(counters.reduce((total, { n }) => total + n, 0)).toBeGreaterThanOrEqual(85);
  });
});

interface Counter {
  readonly id: string;
  /** The last acknowledged save. */
  n: number;
  token: string;
}

/** Counts a record up, one save after the other, until the server is gone. Goes on with the save that was not answered. */
async function countUntilDown(
  call: Call,
  { counter, onSaved }: { readonly counter: Counter; readonly onSaved: () => void },
): Promise<void> {
  for (;;) {
    const n = counter.n + 1;
    const headers = { 'Idempotency-Key': `"${counter.id}-${n}"` };
    const answer = await (
      n === 1
        ? call('POST', '/articles', { id: counter.id, n }, headers)
        : call('PATCH', `/articles/${counter.id}`, { n, _version: counter.token }, headers)
    ).catch(() => undefined);
    if (answer === undefined) return;
    expect(answer.status).toBe(n === 1 ? 201 : 200);
    counter.n = n;
    counter.token = answer.body._version;
    onSaved();
  }
}
