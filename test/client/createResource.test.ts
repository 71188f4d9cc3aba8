import {
  createResource,
  InvalidRecordError,
  isConflictError,
  nativeDialect,
  NetworkError,
  PreconditionRequiredError,
  ResponseError,
  VersionTokenError,
  type Versioned,
  type VersionToken,
} from 'noclobber';
import { dropAnswer, externalEdit, race } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { saveMerging } from '../../src/client/index.js';
import { mergeMet } from '../../src/react/session/mergeMet.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

const conflictOf = async (save: Promise<unknown>) => {
  const error = await save.catch((thrown: unknown) => thrown);
  if (!isConflictError<Article>(error)) throw new Error('No conflict.', { cause: error });
  return error.conflict;
};

describe('createResource', () => {
  it('reads a record with its token and who made it', async () => {
    const { mine } = await openNewsroom();
    const article = await mine.get('1');

    expect(article.value).toEqual(harbour);
    expect(article.token).toMatch(/^vt1\./);
    expect(article.change).toMatchObject({ by: { name: 'Desk' }, version: '1' });
  });

  it('lists, filtered and page by page', async () => {
    const { mine } = await openNewsroom();
    await mine.create({ ...harbour, id: '2', title: 'Ferry timetable' });
    const first = await mine.list({ sort: ['-title'], limit: 1 });
    const second = await mine.list({ sort: ['-title'], limit: 1, after: first.next ?? '' });

    expect([first, second].map(({ items }) => items[0]?.value.id)).toEqual(['1', '2']);
    expect(second.next).toBeNull();
    expect((await mine.list({ where: { title: 'Ferry timetable' } })).items).toHaveLength(1);
  });

  it('creates a record and lets the server name it', async () => {
    const { mine } = await openNewsroom();
    const { id: _id, ...value } = harbour;
    const created = await mine.create(value);

    expect(created.value).toEqual({ ...value, id: created.value.id });
    expect((await mine.get(created.value.id)).token).toBe(created.token);
  });

  it('sends only what changed', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    const sent: unknown[] = [];
    const articles = articlesOf('You', {
      async fetch(request) {
        if (request.method !== 'GET') sent.push([request.method, await request.clone().json()]);
        return fetch(request);
      },
    });
    const base = await articles.get('1');
    const saved = await articles.save({
      base,
      mine: { ...base.value, title: 'New', place: { city: 'Harbour' } },
    });

    expect(sent).toEqual([['PATCH', { title: 'New', place: { street: null }, _version: base.token }]]);
    expect(saved.value).toEqual({ ...harbour, title: 'New', place: { city: 'Harbour' } });
  });

  it('sends the whole record where a value became null, which a patch would remove', async () => {
    const { mine } = await openNewsroom();
    const base = await mine.get('1');

    expect((await mine.save({ base, mine: { ...base.value, price: null } })).value).toEqual({
      ...harbour,
      price: null,
    });
  });

  it('sends nothing where nothing changed', async () => {
    const { mine, articlesOf } = await openNewsroom();
    const base = await mine.get('1');
    const offline = articlesOf('You', { fetch: () => Promise.reject(new Error('sent')) });

    expect(await offline.save({ base, mine: structuredClone(base.value) })).toBe(base);
  });

  it.each(['body', 'if-match'] as const)(
    'throws the whole conflict when the token travels by %s',
    async (carrier) => {
      const { articlesOf, desk } = await openNewsroom();
      const articles = articlesOf('You', { dialect: nativeDialect({ carrier }) });
      const base = await articles.get('1');
      const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
      const mine = { ...base.value, title: 'Mine' };
      const conflict = await conflictOf(articles.save({ base, mine }));

      expect(conflict).toEqual({ kind: 'modified', base, mine, theirs });
      expect((await articles.get('1')).value.title).toBe('Theirs');
    },
  );

  it('saves after a conflict by the same call, from theirs', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    const saved = await mine.save({ base: theirs, mine: { ...theirs.value, title: 'Settled' } });

    expect(saved.value.title).toBe('Settled');
    await expect(mine.save({ base, mine: { ...base.value, title: 'Late' } })).rejects.toThrow(
      'modified by someone else',
    );
  });

  it('takes a refusal over the version that is still the newest for what it is: no conflict', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    let writes = 0;
    const native = nativeDialect();
    const articles = articlesOf('You', {
      // As of servers that answer 409 to a change by others and to a title that is taken alike.
      dialect: {
        ...native,
        classify: (answer) => (answer.status === 409 ? { kind: 'conflict' } : native.classify(answer)),
      },
      fetch: async (request) => {
        if (request.method === 'GET') return fetch(request);
        writes += 1;
        return Response.json({ error: 'This title is taken.' }, { status: 409 });
      },
    });
    const base = await articles.get('1');
    const edit = { base, mine: { ...base.value, title: 'Taken' } };

    await expect(saveMerging(articles, edit, { merge: mergeMet })).rejects.toMatchObject({
      name: 'ResponseError',
      status: 409,
    });
    expect(writes).toBe(1);
  });

  it('refuses to force a version that is no longer the one that was shown', async () => {
    const { mine, desk } = await openNewsroom();
    const shown = await mine.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Newer' }));
    const conflict = await conflictOf(
      mine.save({ base: shown, mine: { ...shown.value, title: 'Forced' }, isForced: true }),
    );

    expect(conflict).toMatchObject({ theirs: { value: { title: 'Newer' } } });
    expect((await mine.get('1')).value.title).toBe('Newer');
  });

  it('tells a deleted record from a changed one, and brings it back on request only', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await desk.remove({ base });
    const edit = { ...base.value, title: 'Mine' };
    const conflict = await conflictOf(mine.save({ base, mine: edit }));

    expect(conflict).toMatchObject({ kind: 'deleted', base, mine: edit, change: { by: { name: 'Desk' } } });
    await expect(mine.create(edit)).rejects.toThrow(ResponseError);
    expect((await mine.create(edit, { isReplacement: true })).value).toEqual(edit);
  });

  it('U22: checks a delete like any write', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));

    expect(await conflictOf(mine.remove({ base }))).toMatchObject({
      kind: 'modified',
      theirs: { value: { title: 'Theirs' } },
    });
    await mine.remove({ base: await mine.get('1') });
    await expect(mine.get('1')).rejects.toMatchObject({ name: 'ResponseError', status: 410 });
  });

  it('U22: takes no write without what was read: the token is part of the type', async () => {
    const { mine } = await openNewsroom();
    const { value } = await mine.get('1');
    const note = () => {};

    // @ts-expect-error A save needs the version that it replaces.
    await mine.save({ mine: value }).catch(note);
    // @ts-expect-error A value is no version: its token is missing.
    await mine.save({ base: { value }, mine: value }).catch(note);
    // @ts-expect-error A text is no version token.
    await mine.save({ base: { value, token: 'vt1.made-up' }, mine: value }).catch(note);
    // @ts-expect-error A delete needs the version that it replaces.
    await mine.remove({ id: '1' }).catch(note);
    expect((await mine.get('1')).value).toEqual(value);
  });

  it('lets one of twenty saves from the same version win', async () => {
    const { mine } = await openNewsroom();
    const base = await mine.get('1');
    const { won, lost } = await race(20, (index) =>
      mine.save({ base, mine: { ...base.value, title: `Save ${index}` } }),
    );

    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(19);
    expect(lost.every((error) => isConflictError(error))).toBe(true);
    expect((await mine.get('1')).value.title).toBe(won[0]?.value.title);
  });

  it('asks again under the same key when an answer is lost, and is no conflict with itself', async () => {
    const { articlesOf, fetch, mine } = await openNewsroom();
    const shaky = articlesOf('You', { fetch: dropAnswer(fetch, { times: 2 }) });
    const base = await shaky.get('1');
    const saved = await shaky.save({ base, mine: { ...base.value, title: 'Once' } });

    expect(saved.change?.version).toBe('2');
    expect(await mine.get('1')).toEqual(saved);
  });

  it('says after the last try that the outcome is not known, and how to find out', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    const shaky = articlesOf('You', { fetch: dropAnswer(fetch), retries: 0 });
    const base = await shaky.get('1');
    const mine = { ...base.value, title: 'Once' };
    const error = await shaky.save({ base, mine }).catch((thrown: unknown) => thrown);

    if (!(error instanceof NetworkError)) throw new Error('Not a NetworkError.', { cause: error });
    expect((await shaky.save({ base, mine, idempotencyKey: error.idempotencyKey })).change?.version).toBe(
      '2',
    );
    expect(await conflictOf(shaky.save({ base, mine }))).toMatchObject({ kind: 'modified' });
  });

  it('never repeats a write on a server that has no idempotency keys', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    let writes = 0;
    const { idempotencyHeader: _none, ...dialect } = nativeDialect();
    const counting = (request: Request) => {
      if (request.method !== 'GET') writes += 1;
      return fetch(request);
    };
    const articles = articlesOf('You', { dialect, fetch: dropAnswer(counting) });
    const base = await articles.get('1');

    await expect(articles.save({ base, mine: { ...base.value, title: 'Once' } })).rejects.toThrow(
      NetworkError,
    );
    expect(writes).toBe(1);
  });

  it.each([
    ['a token that is none', 'nonsense', VersionTokenError],
    ['no token', '', PreconditionRequiredError],
  ])('U22: refuses a save with %s, and has an error of its own for it', async (_case, token, expected) => {
    const { mine } = await openNewsroom();
    const read = await mine.get('1');
    const base: Versioned<Article> = { ...read, token: token as VersionToken };

    await expect(mine.save({ base, mine: { ...read.value, title: 'x' } })).rejects.toThrow(expected);
  });

  it.each([
    ['what JSON would turn into null', { price: Number.NaN }, '/price'],
    ['a date that is none', { title: new Date('soon') as unknown as string }, '/title'],
    ['what JSON would empty', { tags: new Set(['a']) as unknown as string[] }, '/tags'],
    ['what the server refuses', { title: 'a\0b' }, '/title'],
    ['a number that JSON can not carry exactly', { price: 2 ** 53 }, '/price'],
  ])('names the field for %s', async (_case, change, pointer) => {
    const { mine } = await openNewsroom();
    const base = await mine.get('1');
    const error = await mine
      .save({ base, mine: { ...base.value, ...change } })
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(InvalidRecordError);
    expect(error).toMatchObject({ errors: [{ pointer }] });
  });

  it.each(['', '.', '..'])('refuses %j as an id, which would change the address', async (id) => {
    const { mine } = await openNewsroom();

    await expect(mine.get(id)).rejects.toThrow(TypeError);
  });

  it('takes no answer without a token for a record', async () => {
    const articles = createResource<Article>({
      url: 'http://newsroom.test/articles',
      fetch: () => Promise.resolve(new Response('<h1>Sign in to the hotel network</h1>')),
      retries: 0,
    });

    await expect(articles.get('1')).rejects.toMatchObject({ name: 'NetworkError' });
  });

  it('does not take a 404 of something in between for a deleted record', async () => {
    const { mine, articlesOf } = await openNewsroom();
    const base = await mine.get('1');
    const lost = articlesOf('You', {
      fetch: () => Promise.resolve(new Response('<h1>Not found</h1>', { status: 404 })),
    });

    await expect(lost.save({ base, mine: { ...base.value, title: 'Mine' } })).rejects.toMatchObject({
      name: 'ResponseError',
      status: 404,
    });
  });

  it.each([500, 502, 503, 504, 429])('keeps the key of a write that was answered with %i', async (status) => {
    const { mine, articlesOf } = await openNewsroom();
    const base = await mine.get('1');
    const broken = articlesOf('You', {
      fetch: () => Promise.resolve(new Response('', { status })),
      retries: 0,
    });

    await expect(broken.save({ base, mine: { ...base.value, title: 'Mine' } })).rejects.toMatchObject({
      name: 'NetworkError',
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('stops waiting when it is told to', async () => {
    const { articlesOf } = await openNewsroom();
    const articles = articlesOf('You', { fetch: () => Promise.reject(new TypeError('offline')) });
    const controller = new AbortController();
    const reading = articles.get('1', { signal: controller.signal });
    controller.abort(new Error('left the page'));

    await expect(reading).rejects.toThrow('left the page');
  });
});
