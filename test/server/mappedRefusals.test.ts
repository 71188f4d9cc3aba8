import { addVersionColumn, sqlStore } from 'noclobber/server/sql';
import { describe, expect, it } from 'vitest';
import { eachDatabase, eachMapped, run } from './mappedStore.js';
import { openServer, told } from './openServer.js';

const quiet = { log: () => undefined };

describe.each(eachMapped)("what an application's own table refuses ($name)", ({ name, open }) => {
  const openArticles = async () => {
    const { store, database } = await open();
    const { call } = openServer(store, quiet);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea', slug: 'tea' });
    const patch = (fields: object) => call('PATCH', '/articles/1', { ...fields, _version: body._version });
    return { call, database, patch, first: body };
  };

  const refusals: readonly (readonly [what: string, fields: object, pointer: string])[] = [
    ['a constraint', { title: 'Coffee', status: 'nonsense' }, name === 'SQLite' ? '' : '/status'],
    ['NOT NULL', { title: null, price: 1 }, '/title'],
    ['a unique value', { title: 'Coffee', slug: 'taken' }, '/slug'],
    ['a field that is not there', { color: 'red' }, '/color'],
    ['a hidden field', { secret: 'red' }, '/secret'],
    ['the version by hand', { 'Row Version': 9 }, '/Row Version'],
    ['a version under its JSON name', { version: 9 }, '/version'],
    ...(name === 'PostgreSQL'
      ? ([
          ['a text for a number', { title: 'Coffee', order: 'many' }, '/order'],
          ['a fraction for an integer', { title: 'Coffee', order: 1.5 }, '/order'],
          ['a number too large', { title: 'Coffee', order: 3_000_000_000 }, '/order'],
          ['no point in time', { title: 'Coffee', 'read at': 'soon' }, '/read at'],
          ['no boolean', { title: 'Coffee', 'In "Stock"': 'perhaps' }, '/In "Stock"'],
        ] as const)
      : []),
  ];

  it.each(refusals)(
    'answers 422 to %s, names the field and stores nothing',
    async (_case, fields, pointer) => {
      const { call, patch, first } = await openArticles();
      await call('POST', '/articles', { id: '2', title: 'Cup', slug: 'taken' });
      const refused = await patch(fields);

      expect([told(refused), refused.body.errors?.[0]?.pointer]).toEqual(['422 invalid', pointer]);
      expect((await call('GET', '/articles/1')).body).toEqual(first);
      expect((await patch({ title: 'Coffee' })).status).toBe(200);
    },
  );

  it('answers 422 to a creation, not that the id is taken, where another value is', async () => {
    const { call } = await openArticles();
    const refused = await call('POST', '/articles', { id: '2', title: 'Tea', slug: 'tea' });

    expect([told(refused), refused.body.errors]).toMatchObject(['422 invalid', [{ pointer: '/slug' }]]);
    expect(told(await call('GET', '/articles/2'))).toBe('404 not-found');
    expect((await call('POST', '/articles', { id: '2', title: 'Tea' })).status).toBe(201);
  });

  it('answers 422 where a trigger of the application refuses, and saves the other rows of a batch', async () => {
    const { call, database, first } = await openArticles();
    await refusePrices(database, name);
    const { body: second } = await call('POST', '/articles', { id: '2', title: 'Cup' });
    const row = (id: string, patch: object, _version: string) => ({ op: 'update', id, patch, _version });
    const { body } = await call('POST', '/articles/batch', {
      policy: 'silent',
      operations: [
        row('1', { price: -1 }, first._version),
        row('2', { price: 5 }, second._version),
        { op: 'create', value: { id: '3', title: null } },
      ],
    });

    expect(body.results).toMatchObject([
      { id: '1', status: 422 },
      { id: '2', status: 200, record: { price: 5 } },
      { id: '3', status: 422, problem: { errors: [{ pointer: '/title' }] } },
    ]);
    expect((await call('GET', '/articles/1')).body).toEqual(first);
  });

  it('C17: a refused save leaves the token as it was, and its key free', async () => {
    const { call, first } = await openArticles();
    const save = (title: string | null) =>
      call('PATCH', '/articles/1', { title, _version: first._version }, { 'Idempotency-Key': '"a"' });

    expect(told(await save(null))).toBe('422 invalid');
    expect((await save('Coffee')).status).toBe(200);
  });

  it('answers 422 where another table needs the record, to its deletion and its erasure', async () => {
    const { store, database } = await open();
    const { call, checker } = openServer(store);
    const { body } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    if (name === 'SQLite') await run(database, 'pragma foreign_keys = on');
    await run(database, 'create table notes (article text references "Select Articles" ("Article Id")); ');
    await run(database, `insert into notes values ('1')`);
    const removed = await call('DELETE', '/articles/1', undefined, { 'If-Match': `"${body._version}"` });
    const erased = await checker.purge({ resource: 'articles', id: '1', by: { id: 'a', name: 'A' } });

    expect([told(removed), erased]).toMatchObject(['422 invalid', { reason: 'invalid' }]);
    expect((await call('GET', '/articles/1')).body).toEqual(body);
  });
});

describe.each(eachDatabase)('a table that can not be mapped ($name)', ({ name, openDatabase }) => {
  const setUp = async (
    table: string,
    options: object = {},
    strategy: 'autoIncrement' | 'timestamp' | 'contentHash' = 'autoIncrement',
  ) => {
    const database = await openDatabase();
    if (table) await run(database, `create table own (${table})`);
    const store = sqlStore(database, { tables: { articles: { table: 'own', ...options } } });
    return store.setUp([{ name: 'articles', strategy }]);
  };
  const id = 'id text primary key';

  it.each([
    ['that is missing', '', {}, 'There is no table "own" to map'],
    ['without a version', id, {}, 'has no column "version"'],
    ['without a version, where it is not a hash', id, { version: null }, 'has no version column'],
    ['with a version that is text', `${id}, version text`, {}, 'Make it a bigint'],
    ['whose id is not unique', 'id text, version bigint', {}, 'is not unique'],
    [
      'whose id is unique in part',
      'a text, id text, version bigint, primary key (a, id)',
      {},
      'is not unique',
    ],
    ['with a column that requests use', `${id}, version bigint, _meta text`, {}, 'that requests use'],
    ['that hides what is not there', `${id}, version bigint`, { hide: ['secret'] }, 'has no column "secret"'],
    [
      'with an option that is unknown',
      `${id}, version bigint`,
      { versions: 'v' },
      '"versions" is no option of',
    ],
  ])('is refused when it is set up: one %s', async (_case, table, options, message) => {
    await expect(setUp(table, options)).rejects.toThrow(new RegExp(message.replace(/[()]/g, '\\$&')));
    await expect(setUp(table, options)).rejects.toThrow(TypeError);
  });

  it.each(name === 'PostgreSQL' ? [name] : [])(
    'is refused where its version column is too small',
    async () => {
      await expect(setUp(`${id}, version smallint`)).rejects.toThrow('too small');
      await expect(setUp(`${id}, version integer`, {}, 'timestamp')).rejects.toThrow(
        'too small for the versions of timestamp()',
      );
      await expect(setUp(`${id}, version integer`, {}, 'contentHash')).rejects.toThrow('too small');
      await expect(setUp(`${id}, version integer`)).resolves.toBeUndefined();
    },
  );

  it('C25: gets a version column by a step of its migration, which can be repeated', async () => {
    const database = await openDatabase();
    await run(database, 'create table "Own Table" (id text primary key, "Row Version" bigint)');
    await run(database, `insert into "Own Table" values ('1', null), ('2', 0), ('3', 7)`);
    for (const column of ['Row Version', 'other', 'other'])
      await addVersionColumn(database, { table: 'Own Table', column });

    const rows = await run(
      database,
      'select cast("Row Version" as text) as a, cast(other as text) as b from "Own Table" order by id',
    );
    expect(rows).toEqual([
      { a: '1', b: '1' },
      { a: '1', b: '1' },
      { a: '7', b: '1' },
    ]);
    await expect(addVersionColumn(database, { table: 'nowhere' })).rejects.toThrow(
      'There is no table "nowhere"',
    );
  });
});

/** Has a trigger of the application refuse prices below zero. */
async function refusePrices(database: Parameters<typeof run>[0], name: string): Promise<void> {
  if (name === 'SQLite') {
    await run(
      database,
      `create trigger own_prices before update on "Select Articles" when new.price < 0 begin select raise(abort, 'no'); end`,
    );
    return;
  }
  await run(
    database,
    `create function own_prices() returns trigger language plpgsql as 'begin if new.price < 0 then raise exception ''no''; end if; return new; end'`,
  );
  await run(
    database,
    'create trigger own_prices before update on "Select Articles" for each row execute function own_prices()',
  );
}
