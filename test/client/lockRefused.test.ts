import type { Authorize } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { openHeld, openLocks, pass } from './lockPeople.js';

/** Knows everybody, and lets nobody do one thing. */
const without = (forbidden: string): Authorize => {
  return ({ headers }, { operation }) => {
    const id = headers.get('Noclobber-User') ?? '';
    return operation === forbidden ? { denied: 'forbidden' } : { id, name: id };
  };
};

describe('an edit lock that the server does not give', () => {
  it('L21: says that taking over is not allowed, and goes on looking when it is free', async () => {
    const { person } = await openLocks({ authorize: without('takeover') });
    const [ann, ben] = [person('Ann'), person('Ben')];
    const stop = await ann.start();
    await ann.touch();
    await ben.start();
    await ben.lock.takeOver();

    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', failure: 'may-not-take-over' });
    expect(ann.status()).toBe('held');
    await pass(15_000);
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', failure: 'may-not-take-over' });
    // No event tells Ben.
    stop();
    await pass(30_000);
    expect(ben.status()).toBe('held');
  });

  it('L21: says that asking is not allowed', async () => {
    const { ben } = await openHeld({ authorize: without('ask') });
    await ben.lock.ask();

    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', hasAsked: false, failure: 'may-not-ask' });
  });

  it('L21: is asked for once where one may not lock, says so, and is asked for again at a press', async () => {
    const { person, requests } = await openLocks({ authorize: without('lock') });
    const ann = person('Ann');
    await ann.start();
    const puts = () => requests.filter((request) => request === 'Ann PUT /lock').length;
    for (let letter = 0; letter < 20; letter++) await ann.touch();

    expect(ann.lock.getState()).toMatchObject({ status: 'none', failure: 'may-not-lock' });
    expect(puts()).toBe(1);
    await ann.news();
    expect(ann.lock.getState().failure).toBe('may-not-lock');
    expect(await ann.lock.take()).toBe(false);
    expect(puts()).toBe(2);
  });

  it('L21: tells a sign-in that has run out from what is not allowed, and goes on after a save', async () => {
    let isSignedIn = false;
    const { person, requests } = await openLocks({
      authorize: () => (isSignedIn ? { id: 'Ann', name: 'Ann' } : { denied: 'unauthorized' }),
    });
    const ann = person('Ann');
    await ann.start();
    for (let letter = 0; letter < 20; letter++) await ann.touch();
    expect(ann.lock.getState()).toMatchObject({ status: 'none', failure: 'signed-out' });
    expect(requests).toEqual(['Ann GET /lock', 'Ann PUT /lock']);

    isSignedIn = true;
    const base = await ann.articles.get('1');
    await ann.lock.guard(ann.articles.save)({ base, mine: { ...base.value, title: 'Ann' } });
    expect(ann.lock.getState().failure).toBeNull();
    await ann.touch();
    expect(ann.status()).toBe('held');
  });

  it('L21: stays with whoever may not give it up any more', async () => {
    let isSignedIn = true;
    const { person } = await openLocks({
      authorize: () => (isSignedIn ? { id: 'Ann', name: 'Ann' } : { denied: 'unauthorized' }),
    });
    const ann = person('Ann');
    await ann.start();
    await ann.touch();
    isSignedIn = false;
    await ann.lock.handOver();

    expect(ann.lock.getState()).toMatchObject({ status: 'held', failure: 'signed-out' });
  });

  it('L13: has a connection again where the server answers that one may not look', async () => {
    let isSignedIn = true;
    const { person, goDown, comeUp } = await openLocks({
      authorize: () => (isSignedIn ? { id: 'Ann', name: 'Ann' } : { denied: 'unauthorized' }),
    });
    const ann = person('Ann');
    await ann.start();
    goDown();
    await ann.touch();
    expect(ann.status()).toBe('offline');
    isSignedIn = false;
    comeUp();
    await ann.news();
    await pass(40_000);

    expect(ann.status()).toBe('none');
  });

  it('L13: says that nobody heard what was asked, and rejects nothing', async () => {
    const { ann, ben, goDown, comeUp } = await openHeld();
    goDown();
    await ben.lock.ask();
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', hasAsked: false, failure: 'no-answer' });
    expect(await ben.lock.takeOver()).toBe(false);
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', failure: 'no-answer' });
    await ann.lock.handOver();
    expect(ann.lock.getState()).toMatchObject({ status: 'offline', failure: 'no-answer' });

    comeUp();
    await pass(40_000);
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', failure: null });
    expect(ann.lock.getState()).toMatchObject({ status: 'held', failure: null });
  });

  it('L13: is being taken until the server answers, and then told to others', async () => {
    const { person, goDown, comeUp } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ben.start();
    const taking = ann.lock.take();
    expect(ann.status()).toBe('acquiring');
    expect(await taking).toBe(true);

    goDown();
    await ben.touch();
    expect(ben.status()).toBe('offline');
    comeUp();
    await pass(40_000);
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', lock: { holder: { id: 'Ann' } } });
  });

  it('forgets whom one has asked when somebody else has it', async () => {
    const { person } = await openLocks();
    const [ann, ben, cat] = [person('Ann'), person('Ben'), person('Cat')];
    await ann.start();
    await ann.touch();
    await ben.start();
    await ben.lock.ask();
    await ben.news();
    expect(ben.lock.getState()).toMatchObject({ lock: { holder: { id: 'Ann' } }, hasAsked: true });
    await cat.start();
    await cat.lock.takeOver();
    await ben.news();

    expect(ben.lock.getState()).toMatchObject({ lock: { holder: { id: 'Cat' } }, hasAsked: false });
  });
});
