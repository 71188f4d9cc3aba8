import { createEditLock, isLockedError } from 'noclobber';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHeld, openLocks, pass, settle } from './lockPeople.js';

const minuteMs = 60_000;

describe('an edit lock that others want', () => {
  it('L19, F30: is taken over; the one who held it is told, and cannot save blindly', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann', { mode: 'enforced' }), person('Ben', { mode: 'enforced' })];
    await ann.start();
    await ben.start();
    await ann.touch();
    const base = await ann.articles.get('1');
    const fence = ann.lock.getFence();
    await ben.lock.takeOver();
    const blind = await ann.articles
      .save({ base, mine: { ...base.value, title: 'Ann' }, fence })
      .catch((error: unknown) => error);

    expect(ben.status()).toBe('held');
    expect(isLockedError(blind) && blind.isLost).toBe(true);
    await ann.news();
    expect(ann.lock.getState()).toMatchObject({
      status: 'lost',
      lostBy: 'takeover',
      lock: { holder: { id: 'Ben' } },
    });
    expect(ann.lock.getFence()).toBeUndefined();
    await ann.touch();
    expect(ann.status()).toBe('lost');
  });

  it('L22: passes to whoever asked for it when it is handed over', async () => {
    const { ann, ben } = await openHeld();
    await ben.lock.ask();
    await ann.news();
    expect(ann.lock.getState().askedBy).toEqual({ id: 'Ben', name: 'Ben' });
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', hasAsked: true });

    await ann.lock.handOver();
    await ann.touch();
    await ben.news();

    expect(ben.status()).toBe('held');
    await ann.news();
    expect(ann.status()).toBe('blocked');
  });

  it('L22: passes to whoever asked first, not to others who wait', async () => {
    const { person } = await openLocks();
    const [ann, ben, cat] = [person('Ann'), person('Ben'), person('Cat')];
    await ann.start();
    await ann.touch();
    for (const other of [cat, ben]) await other.start();
    await ben.lock.ask();
    await cat.lock.ask();
    expect(cat.lock.getState()).toMatchObject({
      status: 'blocked',
      hasAsked: false,
      lock: { askedBy: { name: 'Ben' } },
    });
    await ann.news();
    await ann.lock.handOver();
    await cat.news();
    expect(cat.lock.getState()).toMatchObject({ status: 'blocked', lock: null });
    await ben.news();

    expect(ben.status()).toBe('held');
    await pass(5_001);
    expect(cat.lock.getState()).toMatchObject({ status: 'blocked', lock: { holder: { name: 'Ben' } } });
  });

  it('L22: is asked for again after "not now", and no longer by whoever has gone', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    const stop = await ben.start();
    await ben.lock.ask();
    await ann.news();
    ann.lock.keep();
    await settle();
    await ben.news();
    expect(ben.lock.getState()).toMatchObject({ status: 'blocked', hasAsked: false, wasDeclined: true });
    await ann.news();
    await ben.lock.ask();
    expect(ben.lock.getState()).toMatchObject({ hasAsked: true, wasDeclined: false });
    await ann.news();
    expect(ann.lock.getState().askedBy).toMatchObject({ name: 'Ben' });
    stop();
    await pass(0);
    await ann.news();

    expect(ann.lock.getState()).toMatchObject({ status: 'held', askedBy: null });
  });

  it('L22: is handed over for the whole page', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    const beside = createEditLock({ calls: ann.articles.lock('1'), userId: 'Ann' });
    await ann.start();
    onTestFinished(beside.start());
    await ann.touch();
    beside.touch();
    await settle();
    await ben.start();
    await ben.lock.ask();
    await ann.lock.handOver();
    beside.touch();
    await settle();
    expect(beside.getState().status).toBe('none');
    await ben.news();

    expect(ben.status()).toBe('held');
  });

  it('L19: is looked at where one would hand over what has passed on', async () => {
    const { ann, ben } = await openHeld();
    await ben.lock.takeOver();
    await ann.lock.handOver();
    await settle();

    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'takeover', failure: null });
  });

  it('keeps a lock that somebody asks for, without being asked again', async () => {
    const { ann, ben } = await openHeld();
    await ben.lock.ask();
    await ann.news();
    ann.lock.keep();
    await ann.news();

    expect(ann.lock.getState()).toMatchObject({ status: 'held', askedBy: null });
  });

  it('L19: is looked at where a save tells that it has passed on', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann', { mode: 'enforced' }), person('Ben', { mode: 'enforced' })];
    await ann.start();
    await ann.touch();
    const base = await ann.articles.get('1');
    await ben.start();
    await ben.lock.takeOver();
    await ben.lock.handOver();
    // No event tells Ann.
    const save = ann.lock.guard(ann.articles.save);
    const refused = await save({ base, mine: { ...base.value, title: 'Ann' } }).catch((error) => error);
    expect(isLockedError(refused) && refused.isLost).toBe(true);
    await pass(0);
    expect(ann.status()).toBe('none');

    await ann.touch();
    expect(ann.status()).toBe('held');
    await save({ base, mine: { ...base.value, title: 'Ann' } });
    expect((await ann.articles.get('1')).value.title).toBe('Ann');
  });

  it('L19: outlasts the refusal of a save from before it was taken', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann', { mode: 'enforced' }), person('Ben')];
    await ann.start();
    await ann.touch();
    const fence = ann.lock.getFence();
    const base = await ann.articles.get('1');
    await ben.start();
    await ben.lock.takeOver();
    await ann.lock.takeOver();
    const save = ann.lock.guard(ann.articles.save);
    const refused = await save({ base, mine: { ...base.value, title: 'Ann' }, fence }).catch(
      (error) => error,
    );
    await pass(0);

    expect(isLockedError(refused) && refused.isLost).toBe(true);
    expect(ann.status()).toBe('held');
  });

  it('L15: says that one’s own has ended, not that it was taken over, where somebody came after that', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    await pass(3 * minuteMs);
    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'expiry', lock: null });
    await ben.start();
    await ben.touch();
    await ann.news();
    await ann.touch();

    const lost = { status: 'lost', lostBy: 'expiry', lock: { holder: { id: 'Ben' } } };
    expect(ann.lock.getState()).toMatchObject(lost);
    await ben.lock.handOver();
    await ann.news();
    expect(ann.status()).toBe('held');
  });

  it('L15: takes it for ended, too, where the page has slept meanwhile', async () => {
    const { person } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    // The page's own timers stand still, and nothing has told it yet.
    vi.setSystemTime(Date.now() + 3 * minuteMs + 1);
    await ben.start();
    await ben.touch();
    await ann.news();

    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'expiry' });
  });

  it('L19: is not taken back by a page at which nobody works any more', async () => {
    const { ann, ben } = await openHeld();
    await ben.lock.takeOver();
    await ann.news();
    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'takeover' });
    await ben.lock.handOver();
    await ann.news();
    expect(ann.status()).toBe('none');

    await ann.touch();
    expect(ann.status()).toBe('held');
  });

  it('F7: knows one’s own tab without knowing who one is, and the other tab from the first lock on', async () => {
    const { person } = await openLocks();
    const unknown = { userId: undefined };
    const [one, two] = [person('Ann', unknown), person('Ann', { ...unknown, tab: '2' })];
    await one.start();
    await one.touch();
    await one.news();
    expect(one.status()).toBe('held');
    await two.start();
    expect(two.lock.getState()).toMatchObject({ status: 'blocked', isOwnOtherTab: false });
    await two.lock.takeOver();
    await one.news();

    expect(one.lock.getState()).toMatchObject({ status: 'lost', isOwnOtherTab: true });
  });

  it('F7: knows one’s own other tab, and takes over from it', async () => {
    const { person } = await openLocks({
      authorize: ({ headers }, { operation }) =>
        operation === 'takeover'
          ? { denied: 'forbidden' }
          : { id: headers.get('Noclobber-User') ?? '', name: 'Ann', tab: headers.get('Noclobber-Tab') ?? '' },
    });
    const [one, two] = [person('Ann'), person('Ann', { tab: '2' })];
    await one.start();
    await one.touch();
    await two.start();
    expect(two.lock.getState()).toMatchObject({ status: 'blocked', isOwnOtherTab: true });

    await two.lock.takeOver();
    await one.news();

    expect(two.status()).toBe('held');
    expect(one.lock.getState()).toMatchObject({ status: 'lost', isOwnOtherTab: true });
  });

  it('asks for it again once whoever held it is gone', async () => {
    const { person } = await openLocks({ locks: { ttlMs: minuteMs } });
    const [ann, ben] = [person('Ann'), person('Ben', { takeOn: 'mount' })];
    await ann.start();
    await ann.touch();
    await ben.start();
    expect(ben.status()).toBe('blocked');
    await pass(minuteMs + 20_000);

    expect(ben.status()).toBe('held');
  });

  it('L15, L19: is not taken back by a page that lost it in its sleep', async () => {
    const { person } = await openLocks({ locks: { ttlMs: minuteMs } });
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    await pass(minuteMs + 1);
    expect(ann.lock.getState()).toMatchObject({ status: 'lost', lostBy: 'expiry' });
    await ben.start();
    await ben.touch();
    await ann.news();
    await ben.lock.handOver();
    await ann.news();
    expect(ann.status()).toBe('lost');

    await pass(10_000);
    await ann.touch();
    expect(ann.status()).toBe('held');
  });

  it('looks once for all that it hears at once', async () => {
    const { person, requests } = await openLocks();
    const ann = person('Ann');
    await ann.start();
    requests.length = 0;
    await Promise.all([ann.news(), ann.news(), ann.news()]);

    expect(requests).toEqual(['Ann GET /lock']);
  });
});
