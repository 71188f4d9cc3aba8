import { describe, expect, it } from 'vitest';
import { eachLeaseStore } from './eachLeaseStore.js';
import { as, lockOf, take } from './lockCalls.js';
import { openServer, tail, told, type Answer } from './openServer.js';

const minute = 60_000;
const advisory = { mode: 'advisory' };

describe.each(eachLeaseStore)('a write under a lock ($name)', ({ open }) => {
  async function openArticle() {
    const { store, pass } = await open();
    const { call } = openServer(store);
    let token = (await call('POST', '/articles', { id: '1', n: 0 })).body._version;
    /** Saves with the newest token, so that only a lock can be in the way. */
    async function save(who: Record<string, string>): Promise<Answer> {
      const answer = await call('PATCH', '/articles/1', { n: Math.random(), _version: token }, who);
      token = answer.body._version ?? token;
      return answer;
    }
    return { call, pass, save, token: () => token };
  }

  it('L8: is refused to others while an enforced lock is held, whatever it does', async () => {
    const { call, save, token } = await openArticle();
    await take(call, as('Ann'), { mode: 'enforced', ttlMs: 90_000 });
    const ifMatch = { ...as('Ben'), 'If-Match': `"${token()}"` };

    const patched = await save(as('Ben'));
    const replaced = await call('PUT', '/articles/1', { n: 5 }, ifMatch);
    const same = await call('PATCH', '/articles/1', { n: 0 }, ifMatch);
    const removed = await call('DELETE', '/articles/1', undefined, ifMatch);

    expect([patched, replaced, same, removed].map(told)).toEqual(
      Array.from({ length: 4 }, () => '423 locked'),
    );
    expect(Number(patched.headers.get('Retry-After'))).toBeGreaterThan(80);
    expect(patched.body).toMatchObject({ record: { type: 'articles', id: '1' } });
    expect(lockOf(patched)).toMatchObject({
      holder: { name: 'Ann', tab: '1' },
      mode: 'enforced',
      fence: '1',
    });
    expect((await call('GET', '/articles/1')).body).toMatchObject({ n: 0, _version: token() });
  });

  it('L8: goes through for the holder, and for everybody under an advisory lock', async () => {
    const { call, save } = await openArticle();
    await take(call, as('Ann'));

    expect((await save(as('Ann'))).status).toBe(200);
    await take(call, as('Ann'), advisory);
    expect((await save(as('Ben'))).status).toBe(200);
  });

  it('F7: is refused to another tab of the holder without the fence', async () => {
    const { call, save } = await openArticle();
    const { fence } = lockOf(await take(call, as('Ann')));

    expect(told(await save(as('Ann', { tab: '2' })))).toBe('423 locked');
    expect((await save(as('Ann', { tab: '2', fence }))).status).toBe(200);
  });

  it('F30: is lost where the holder slept beyond the time and somebody else took over', async () => {
    const { call, pass, save } = await openArticle();
    const { fence } = lockOf(await take(call, as('Ann')));
    await pass(3 * minute);
    await take(call, as('Ben'));

    const late = await save(as('Ann', { fence }));

    expect([told(late), lockOf(late).holder.name]).toEqual(['423 lock-lost', 'Ben']);
    expect((await save(as('Ben', { fence: '2' }))).status).toBe(200);
  });

  it('F30: is lost even when the lock is free again, or does not refuse anybody', async () => {
    const { call, save } = await openArticle();
    const { fence } = lockOf(await take(call, as('Ann')));
    await call('POST', '/articles/1/lock/takeover', advisory, as('Ben'));

    const underAdvisory = await save(as('Ann', { fence }));
    await call('DELETE', '/articles/1/lock', undefined, as('Ben'));
    const whenFree = await save(as('Ann', { fence }));

    expect([told(underAdvisory), told(whenFree)]).toEqual(['423 lock-lost', '423 lock-lost']);
    expect([whenFree.body.lock, whenFree.headers.get('Retry-After')]).toEqual([null, '1']);
  });

  it.each(['2', '9223372036854775807'])('is lost with the fence %s that was never given', async (fence) => {
    const { call, save } = await openArticle();
    const neverLocked = await save(as('Ann', { fence }));
    await take(call, as('Ann'));

    expect(told(neverLocked)).toBe('423 lock-lost');
    expect(told(await save(as('Ann', { fence })))).toBe('423 lock-lost');
  });

  it.each(['0', '-1', '01', '1.0', 'one', '1, 2', ''])('takes no fence like %j', async (fence) => {
    const { save } = await openArticle();

    expect(told(await save(as('Ann', { fence })))).toBe('400 malformed-query');
  });

  it('L15: falls back to the version check when the lock has run out', async () => {
    const { call, pass, save, token } = await openArticle();
    const { fence } = lockOf(await take(call, as('Ann')));
    const readBefore = token();
    await pass(3 * minute);

    expect((await save(as('Ben'))).status).toBe(200);
    const late = { n: 9, _version: readBefore };
    expect(told(await call('PATCH', '/articles/1', late, as('Ann', { fence })))).toBe('409 version-conflict');
    expect(told(await call('PATCH', '/articles/1', late, as('Ann')))).toBe('409 version-conflict');
    expect((await save(as('Ann', { fence }))).status).toBe(200);
  });

  it('is checked row by row in a batch, each with its own fence', async () => {
    const { call, token } = await openArticle();
    const tokens = [token()];
    for (const id of ['2', '3', '4']) tokens.push((await call('POST', '/articles', { id })).body._version);
    const [one, two, three, four] = tokens;
    await take(call, as('Ann'));
    await call('PUT', '/articles/2/lock', { mode: 'enforced' }, as('Ben'));
    await call('PUT', '/articles/3/lock', { mode: 'enforced' }, as('Ben'));
    const operations = [
      { op: 'update', id: '1', _version: one, patch: { n: 1 } },
      { op: 'update', id: '2', _version: two, patch: { n: 1 } },
      { op: 'remove', id: '3', _version: three, fence: '1' },
      { op: 'update', id: '4', _version: four, patch: { n: 1 }, fence: '1' },
    ];

    const silent = await call('POST', '/articles/batch', { policy: 'silent', operations }, as('Ben'));
    const results = (silent.body.results ?? []) as readonly (Answer['body'] & {
      readonly problem: Answer['body'];
    })[];

    expect(results.map(({ status }) => status)).toEqual([423, 200, 204, 423]);
    expect(results[0]?.problem).toMatchObject({ lock: { holder: { name: 'Ann' } } });
    expect([results[0], results[3]].map((row) => row && tail({ ...silent, body: row.problem }))).toEqual([
      'locked',
      'lock-lost',
    ]);
  });

  it('keeps nothing of an atomic batch with a locked row', async () => {
    const { call, token } = await openArticle();
    const { body } = await call('POST', '/articles', { id: '2' });
    await take(call, as('Ann'));
    const operations = [
      { op: 'update', id: '2', _version: body._version, patch: { n: 1 } },
      { op: 'update', id: '1', _version: token(), patch: { n: 1 } },
    ];

    const answer = await call('POST', '/articles/batch', { policy: 'abort-all', operations }, as('Ben'));

    expect(told(answer)).toBe('409 batch-aborted');
    expect((await call('GET', '/articles/2')).body._version).toBe(body._version);
  });

  it('forgets its idempotency key when it is refused, so that it can be sent again', async () => {
    const { call, token } = await openArticle();
    const save = () =>
      call('PATCH', '/articles/1', { n: 1, _version: token() }, { ...as('Ben'), 'Idempotency-Key': '"a"' });
    await take(call, as('Ann'));

    expect(told(await save())).toBe('423 locked');
    await call('DELETE', '/articles/1/lock', undefined, as('Ann'));
    expect((await save()).status).toBe(200);
  });

  it('brings a deleted record back, whoever had locked it', async () => {
    const { call, token } = await openArticle();
    await take(call, as('Ann'));
    await call('DELETE', '/articles/1', undefined, { ...as('Ann'), 'If-Match': `"${token()}"` });
    const { body } = await call('GET', '/articles/1');

    const restored = await call('POST', '/articles/1/restore', { _version: body._version }, as('Ben'));

    expect(restored.status).toBe(200);
  });

  it("is not looked at where the resource has no locks, or by the server's own unchecked code", async () => {
    const { store } = await open();
    const minding = openServer(store, { resources: { articles: {} } });
    const careless = openServer(store, { resources: { articles: { locks: false } } });
    const { body } = await minding.call('POST', '/articles', { id: '1' });
    await take(minding.call, as('Ann'));
    const [patch, by] = [{ n: 3 }, { id: 'ben', name: 'Ben' }];

    const unchecked = await minding.checker.withoutChecks({ resource: 'articles' }, (checker) =>
      checker.update({ resource: 'articles', id: '1', by, patch }),
    );
    const { body: now } = await minding.call('GET', '/articles/1');
    const save = { ...patch, _version: now._version };

    expect([unchecked.kind, now.n]).toEqual(['saved', 3]);
    expect(now._version).not.toBe(body._version);
    expect(told(await minding.call('PATCH', '/articles/1', save, as('Ben')))).toBe('423 locked');
    expect((await careless.call('PATCH', '/articles/1', save, as('Ben', { fence: '9' }))).status).toBe(200);
  });

  it('L4: tells for how long it has to wait, never less than a second', async () => {
    const { call, pass, save } = await openArticle();
    await take(call, as('Ann'), { mode: 'enforced', ttlMs: 1500 });
    await pass(1000);

    const refused = await save(as('Ben'));

    expect([told(refused), refused.headers.get('Retry-After')]).toEqual(['423 locked', '1']);
    expect(lockOf(refused).remainingMs).toBeGreaterThan(0);
  });
});
