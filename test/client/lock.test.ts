import { createEditLock } from 'noclobber';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocks, pass, settle } from './lockPeople.js';

const minuteMs = 60_000;

describe('an edit lock', () => {
  it('L13: is told before one types, taken with the first edit, and given up when the page goes', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    const stop = await ann.start();
    expect(ann.status()).toBe('none');

    await ann.touch();
    await ben.start();

    expect(ann.lock.getState()).toMatchObject({
      status: 'held',
      lock: { holder: { id: 'Ann' }, fence: '1' },
    });
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', lock: { holder: { name: 'Ann' } } });
    stop();
    await pass(10);
    await ben.news();
    expect(ben.status()).toBe('none');
  });

  it('is taken at once where the app wants that, and once where React mounts twice', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann', { takeOn: 'mount' });
    const stopFirst = ann.lock.start();
    stopFirst();
    await ann.start();
    await pass(10);

    expect(ann.status()).toBe('held');
    expect(requests).toEqual(['Ann PUT /lock']);
  });

  it('L17: goes on where the same page has another one of the same record, and ends with the last', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann', { takeOn: 'mount' });
    const stopFirst = await ann.start();
    const second = createEditLock({ calls: ann.articles.lock('1'), userId: 'Ann', takeOn: 'mount' });
    const stopSecond = second.start();
    stopFirst();
    await pass(10);
    expect(second.getState().status).toBe('held');
    expect(await ann.articles.lock('1').read()).toMatchObject({ lock: { fence: second.getFence() } });
    stopSecond();
    await pass(10);

    expect(await ann.articles.lock('1').read()).toEqual({ kind: 'lock', lock: null });
    expect(requests.filter((request) => request.includes('DELETE'))).toHaveLength(1);
  });

  it('L17: is given up before the same page takes it anew', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann', { takeOn: 'mount' });
    const stop = await ann.start();
    requests.length = 0;
    stop();
    await pass(0);
    const again = createEditLock({ calls: ann.articles.lock('1'), userId: 'Ann', takeOn: 'mount' });
    onTestFinished(again.start());
    await settle();

    expect(requests).toEqual(['Ann DELETE /lock', 'Ann PUT /lock']);
    expect(again.getState().status).toBe('held');
  });

  it('L13: is given up on leaving where nobody heard whether it was taken', async () => {
    const { person, goDown, comeUp, requests } = await openLocks();
    const ann = person('Ann');
    const stop = await ann.start();
    goDown();
    await ann.touch();
    expect(ann.status()).toBe('offline');
    comeUp();
    stop();
    await pass(10);

    expect(requests.at(-1)).toBe('Ann DELETE /lock');
  });

  it('L17: goes on where the app changes its mind about the mode', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann');
    const stop = await ann.start();
    await ann.touch();
    const fence = ann.lock.getFence();
    stop();
    const enforced = createEditLock({ calls: ann.articles.lock('1'), userId: 'Ann', mode: 'enforced' });
    onTestFinished(enforced.start());
    await pass(10);

    expect(enforced.getState()).toMatchObject({ status: 'held', lock: { mode: 'enforced', fence } });
    expect(requests.filter((request) => request.includes('DELETE'))).toEqual([]);
  });

  it('is taken again after a record that was deleted has come back', async () => {
    const { person } = await openLocks();
    const ann = person('Ann');
    await ann.start();
    const base = await ann.articles.get('1');
    await ann.articles.remove({ base });
    await ann.touch();
    expect(ann.status()).toBe('none');
    await ann.lock.guard(() => ann.articles.create(base.value, { isReplacement: true }))({});
    await ann.touch();

    expect(ann.status()).toBe('held');
  });

  it('L5, L16: is renewed each third of its time while the person works, and not once more', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann');
    await ann.start();
    await ann.touch();
    for (let second = 0; second < 9 * 60; second += 5) {
      await ann.touch();
      await pass(5_000);
    }
    const [first, ...puts] = requests;
    expect(first).toBe('Ann GET /lock');
    expect(puts).toEqual(Array.from({ length: 9 }, () => 'Ann PUT /lock'));

    await pass(3 * minuteMs);
    expect(ann.status()).toBe('lost');
    expect(requests).toHaveLength(10);
  });

  it('L2, L4, L14: warns before its end, by the time that the server told, and can be extended', async () => {
    const { person } = await openLocks({ locks: { ttlMs: 2 * minuteMs } });
    const ann = person('Ann');
    await ann.start();
    await ann.touch();
    await pass(79_000);
    expect(ann.status()).toBe('held');
    await pass(1_100);

    expect(ann.lock.getState()).toMatchObject({ status: 'warning', canExtend: true });
    expect(Math.round(ann.lock.getRemainingMs() / 1000)).toBe(40);
    expect(await ann.lock.take()).toBe(true);
    expect(ann.status()).toBe('held');
    expect(Math.round(ann.lock.getRemainingMs() / 1000)).toBe(120);
  });

  it('L2, L14: warns as early as the app wants', async () => {
    const { person } = await openLocks();
    const ann = person('Ann', { warnMs: 2 * minuteMs });
    await ann.start();
    await ann.touch();
    await pass(59_000);
    expect(ann.status()).toBe('held');
    await pass(1_100);

    expect(ann.lock.getState()).toMatchObject({ status: 'warning', canExtend: true });
    await ann.touch();
    expect(ann.status()).toBe('held');
  });

  it('F29: says when the server grants no more time', async () => {
    const { person } = await openLocks({ locks: { ttlMs: minuteMs, longestHoldMs: 2 * minuteMs } });
    const ann = person('Ann');
    await ann.start();
    for (let second = 0; second < 115; second += 5) {
      await ann.touch();
      await pass(5_000);
    }
    await ann.lock.take();

    expect(ann.lock.getState()).toMatchObject({ status: 'warning', canExtend: false });
    // A look at how things are promises no more.
    await ann.news();
    expect(ann.lock.getState()).toMatchObject({ status: 'warning', canExtend: false });
    await pass(10_000);
    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'expiry' });
  });

  it('L3, L15: ends by itself; a late edit takes it again, and a late save is decided by the version', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    const base = await ann.articles.get('1');
    await pass(3 * minuteMs + 1);
    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'expiry', lock: null });
    expect(ann.lock.getFence()).toBeUndefined();

    await ann.touch();
    expect(ann.status()).toBe('held');
    await pass(3 * minuteMs + 1);
    await ben.articles.save({ base, mine: { ...base.value, title: 'Ben' } });
    const late = ann.articles.save({
      base,
      mine: { ...base.value, title: 'Ann' },
      fence: ann.lock.getFence(),
    });
    await expect(late).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('L13: a server that does not answer freezes nothing, and what is held is found again', async () => {
    const { person, goDown, comeUp } = await openLocks();
    const ann = person('Ann');
    await ann.start();
    await ann.touch();
    goDown();
    await ann.lock.take();
    expect(ann.lock.getState()).toMatchObject({ status: 'offline' });
    expect(ann.lock.getFence()).toBe('1');
    comeUp();
    await pass(40_000);

    expect(ann.status()).toBe('held');
  });

  it('L13: is looked for again where the server is away for longer than the lock lasts', async () => {
    const { person, goDown, comeUp } = await openLocks();
    const ann = person('Ann');
    await ann.start();
    await ann.touch();
    goDown();
    await ann.lock.take();
    await pass(4 * minuteMs);
    expect(ann.lock.getState()).toMatchObject({ status: 'offline', lostBy: 'expiry' });
    comeUp();
    await pass(minuteMs);

    expect(ann.status()).toBe('held');
  });

  it('is none where the server has no locks, and asks no more', async () => {
    const { person, requests } = await openLocks({ resources: { articles: { locks: false } } });
    const ann = person('Ann');
    await ann.start();
    await ann.touch();

    expect(ann.lock.getState()).toMatchObject({ status: 'none', lock: null });
    for (let second = 0; second < 60; second++) await ann.touch();
    expect(requests.length).toBeLessThan(4);
  });
});
