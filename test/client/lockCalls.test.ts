import { describe, expect, it } from 'vitest';
import { openLocks, settle } from './lockPeople.js';

describe('the locks of a resource', () => {
  it('L18: tells a page of records’ locks in one request', async () => {
    const { person, checker, requests } = await openLocks();
    const ann = person('Ann');
    for (const id of ['a,b', 'ü']) {
      await checker.create({ resource: 'articles', value: { id }, by: { id: 'Desk', name: 'Desk' } });
    }
    await ann.articles.lock('a,b').take();
    requests.length = 0;
    const locks = await ann.articles.locks(['1', 'a,b', 'ü']);
    await settle();

    expect(requests).toHaveLength(1);
    expect([...locks].map(([id, lock]) => [id, lock?.holder.name])).toEqual([
      ['1', undefined],
      ['a,b', 'Ann'],
      ['ü', undefined],
    ]);
  });

  it('L20: lists what is locked by oneself, by others, or by nobody', async () => {
    const { person, checker } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    for (const id of ['2', '3'])
      await checker.create({ resource: 'articles', value: { id }, by: { id: 'Desk', name: 'Desk' } });
    await ann.articles.lock('2').take();
    await ben.articles.lock('3').take();
    const ids = async (locked: 'me' | 'others' | 'free') =>
      (await ann.articles.list({ locked })).items.map(({ value }) => value.id);

    expect([await ids('me'), await ids('others'), await ids('free')]).toEqual([['2'], ['3'], ['1']]);
  });

  it('L22: is held by a program without a page as by anybody', async () => {
    const { person, checker } = await openLocks();
    const by = { id: 'import', name: 'Nightly import' };
    await checker.lock({ resource: 'articles', id: '1', by, mode: 'enforced' });
    const ann = person('Ann');
    await ann.start();
    await ann.touch();

    const lock = { holder: { ...by, tab: '', isThisTab: false }, mode: 'enforced' };
    expect(ann.lock.getState()).toMatchObject({ status: 'blocked', lock });
  });

  it('L12: changes nothing by a GET', async () => {
    const { person, requests } = await openLocks();
    const [ann, ben] = [person('Ann'), person('Ben')];
    await ann.start();
    await ann.touch();
    await ben.start();
    await ben.lock.ask();
    await ben.lock.takeOver();
    await ben.lock.handOver();

    expect([...new Set(requests)].filter((request) => !request.includes(' GET '))).toEqual([
      'Ann PUT /lock',
      'Ben POST /lock/ask',
      'Ben POST /lock/takeover',
      'Ben DELETE /lock',
    ]);
  });

  it('L18: asks for no more records at once than a server reads, and says where it may not read', async () => {
    const { person, requests } = await openLocks({
      authorize: ({ headers }, { operation }) => {
        const id = headers.get('Noclobber-User') ?? '';
        return id === 'Ben' && operation === 'list' ? { denied: 'forbidden' } : { id, name: id };
      },
    });
    const ids = Array.from({ length: 1_100 }, (_, index) => String(index));
    await person('Ann').articles.lock('1').take();
    requests.length = 0;

    expect((await person('Ann').articles.locks(ids)).get('1')).toMatchObject({ holder: { id: 'Ann' } });
    expect(requests).toHaveLength(2);
    await expect(person('Ben').articles.locks(ids)).rejects.toMatchObject({ status: 403 });
  });

  it('L18: divides very many records by the length of an address', async () => {
    const { person, requests } = await openLocks();
    const ids = Array.from({ length: 999 }, (_, index) => `article-number-${index}-${'ü'.repeat(5)}`);
    const locks = await person('Ann').articles.locks([...ids, '1']);

    expect(locks.size).toBe(1_000);
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.length).toBeLessThan(20);
    expect((await person('Ann').articles.locks([])).size).toBe(0);
  });
});
