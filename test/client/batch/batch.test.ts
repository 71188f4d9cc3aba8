import {
  isConflictError,
  isInvalidRecordError,
  isResponseError,
  nativeDialect,
  type BatchRow,
} from 'noclobber';
import { dropAnswer, externalEdit } from 'noclobber/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Article } from '../../newsroom.js';
import { openArticles, update } from './articles.js';

const kinds = (rows: readonly BatchRow<Article>[]) => rows.map(({ kind }) => kind);
const errorOf = (row: BatchRow<Article> | undefined) => (row?.kind === 'refused' ? row.error : undefined);

describe('batch', () => {
  it('C42, C44, U22: answers row by row, with the whole conflict where somebody was faster', async () => {
    const { mine, desk, items } = await openArticles(5);
    await externalEdit(desk, '2', (article) => ({ ...article, title: 'Theirs' }));
    await desk.remove({ base: await desk.get('3') });
    const { rows, resume } = await mine.batch(
      items.map((base) => update(base, { price: base.value.id === '4' ? -1 : 7 })),
    );

    expect(kinds(rows)).toEqual(['saved', 'refused', 'refused', 'refused', 'saved']);
    expect(resume).toBeNull();
    const [, changed, deleted, invalid] = rows.map(errorOf);
    expect(isConflictError<Article>(changed) && changed.conflict).toMatchObject({
      kind: 'modified',
      base: { value: { title: 'Article 2' } },
      mine: { price: 7 },
      theirs: { value: { title: 'Theirs' } },
    });
    expect(isConflictError<Article>(deleted) && deleted.conflict).toMatchObject({
      kind: 'deleted',
      mine: { price: 7 },
      change: { by: { name: 'Desk' } },
    });
    expect(isInvalidRecordError(invalid) && invalid.errors).toEqual([
      { pointer: '/price', message: 'Price must be 0 or more' },
    ]);
    expect((await desk.get('2')).value).toMatchObject({ title: 'Theirs', price: 180 });
  });

  it('C43: saves nothing under abort-all and names every row that is in the way', async () => {
    const { mine, desk, items } = await openArticles(4);
    for (const id of ['2', '3']) await externalEdit(desk, id, (article) => ({ ...article, price: 1 }));
    const { rows } = await mine.batch(
      items.map((base) => update(base, { title: 'Mine' })),
      { policy: 'abort-all' },
    );

    expect(kinds(rows)).toEqual(['aborted', 'refused', 'refused', 'aborted']);
    expect((await desk.list({ where: { title: 'Mine' } })).items).toEqual([]);
  });

  it('C43: abort-all is one request, however long; one that the server does not take is refused as a whole', async () => {
    const { articlesOf, checker, desk, items } = await openArticles(6);
    await externalEdit(desk, '6', (article) => ({ ...article, price: 1 }));
    let requests = 0;
    const mine = articlesOf('You', { fetch: (request) => (requests++, checker.fetch(request)) });
    const saveAll = (body: string) =>
      mine.batch(
        items.map((base) => update(base, { body })),
        { policy: 'abort-all' },
      );
    const { rows } = await saveAll('x'.repeat(700_000));
    expect(kinds(rows)).toEqual([...Array(5).fill('aborted'), 'refused']);
    const tooLong = await saveAll('x'.repeat(3_000_000));
    expect(tooLong.rows.map((row) => isResponseError(errorOf(row)) && errorOf(row))).toMatchObject(
      Array(6).fill({ status: 413 }),
    );
    expect(requests).toBe(2);
    expect((await desk.list()).items.map(({ change }) => change?.version)).toEqual([
      ...Array(5).fill('1'),
      '2',
    ]);
  });

  it('F2, F19: a chunk whose answer was lost is sent again exactly, and nothing is saved twice', async () => {
    const { fetch, articlesOf, items, desk, requests } = await openArticles(6);
    const mine = articlesOf('You', { fetch: dropAnswer(fetch, { times: 1 }), retries: 0 });
    const before = requests.length;
    const cut = await mine.batch(
      items.map((base) => update(base, { price: 9 })),
      { chunkRows: 2 },
    );
    expect(kinds(cut.rows)).toEqual(['unanswered', 'unanswered', 'saved', 'saved', 'saved', 'saved']);
    const again = await cut.resume?.();

    expect(kinds(again?.rows ?? [])).toEqual(Array(6).fill('saved'));
    expect(again?.resume).toBeNull();
    const [first, , , last] = await Promise.all(requests.slice(before).map((request) => request.text()));
    expect(last).toBe(first);
    const versions = (await desk.list()).items.map(({ change }) => change?.version);
    expect(versions).toEqual(Array(6).fill('2'));
  });

  it('stops between two requests, tells how far it is, and goes on from there', async () => {
    const { mine, items } = await openArticles(5);
    const stop = new AbortController();
    const told: number[] = [];
    const first = await mine.batch(
      items.map((base) => update(base, { price: 9 })),
      {
        chunkRows: 2,
        signal: stop.signal,
        onProgress({ done, all, answered }) {
          told.push(done, all, answered.size);
          stop.abort();
        },
      },
    );
    expect(kinds(first.rows)).toEqual(['saved', 'saved', 'unsent', 'unsent', 'unsent']);
    expect(told).toEqual([2, 5, 2]);
    expect(kinds((await first.resume?.())?.rows ?? [])).toEqual(Array(5).fill('saved'));
  });

  it('F5: stopped while a request hangs, it waits for that a little; asked again, nothing is done twice', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { articlesOf, checker, desk, items } = await openArticles(3);
    const stop = new AbortController();
    let writes = 0;
    const mine = articlesOf('You', {
      async fetch(request) {
        const answer = await checker.fetch(request.clone());
        if (++writes > 1) return answer;
        stop.abort();
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason));
        });
      },
    });
    const going = mine.batch(
      items.map((base) => update(base, { price: 9 })),
      { chunkRows: 2, signal: stop.signal },
    );
    await vi.waitFor(() => expect(stop.signal.aborted).toBe(true));
    await vi.advanceTimersByTimeAsync(5_000);
    const stopped = await going;

    expect(kinds(stopped.rows)).toEqual(['unanswered', 'unanswered', 'unsent']);
    expect(kinds((await stopped.resume?.())?.rows ?? [])).toEqual(Array(3).fill('saved'));
    const versions = (await desk.list()).items.map(({ change }) => change?.version);
    expect(versions).toEqual(Array(3).fill('2'));
  });

  it('C45, C47: runs an action on the rows that were chosen and have not moved', async () => {
    const { mine, desk, items } = await openArticles(3);
    await externalEdit(desk, '1', (article) => ({ ...article, price: 1 }));
    const { rows } = await mine.batch(
      items.slice(0, 2).map((base) => ({ op: 'action', base, action: 'publish' })),
    );

    expect(kinds(rows)).toEqual(['refused', 'saved']);
    const tags = (await desk.list()).items.map(({ value }) => value.tags[0]);
    expect(tags).toEqual(['transport', 'published', 'transport']);
  });

  it('C46: runs an action on all that match, by the list token or explicitly without it', async () => {
    const { mine, desk } = await openArticles(3);
    const where = { price: 180 };
    const { listToken } = await mine.list({ where, isSigned: true });
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    const checked = await mine.batch({ action: 'publish', where, listToken: listToken ?? 'unchecked' });
    expect(isResponseError(errorOf(checked.rows[0])) && checked.rows).toHaveLength(1);
    const unchecked = await mine.batch({ action: 'publish', where, listToken: 'unchecked' });

    expect(kinds(unchecked.rows)).toEqual(['saved', 'saved', 'saved']);
  });

  it('refuses a value that JSON would change, and the record that is there twice', async () => {
    const { mine, items } = await openArticles(2);
    const [first, second] = items.map((base, index) => update(base, { price: index === 0 ? NaN : 9 }));
    if (!first || !second) throw new Error('There are two articles.');
    const { rows } = await mine.batch([first, second]);
    expect(kinds(rows)).toEqual(['refused', 'saved']);
    expect(kinds((await mine.batch([first], { policy: 'abort-all' })).rows)).toEqual(['refused']);
    await expect(mine.batch([second, second])).rejects.toThrow('in the batch twice');
  });

  it('saves one by one where a server takes one at a time', async () => {
    const { batch: _batch, ...single } = nativeDialect();
    const { mine, desk, items } = await openArticles(3, { dialect: single });
    await externalEdit(desk, '2', (article) => ({ ...article, price: 1 }));
    const operations = items.map((base) => update(base, { title: 'Mine' }));
    expect(kinds((await mine.batch(operations)).rows)).toEqual(['saved', 'refused', 'saved']);
    await expect(mine.batch(operations, { policy: 'abort-all' })).rejects.toThrow('one record at a time');
  });
});
