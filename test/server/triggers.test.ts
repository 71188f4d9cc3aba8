import { trigger } from 'noclobber/server';
import { openPostgres, openSqlite, sqlStore, triggers } from 'noclobber/server/sql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSchema, temporaryFile } from './eachStore.js';
import { articlesTable, eachDatabase, eachMapped, run } from './mappedStore.js';
import { openServer } from './openServer.js';

const articles = { name: 'articles', strategy: 'trigger' } as const;

describe.each(eachDatabase)('triggers ($name)', ({ name, openDatabase }) => {
  it('C7: are made, listed and dropped, each as often as one likes', async () => {
    const database = await openDatabase();
    const of = { resources: ['articles', 'products'] };
    const both = [
      { name: 'noclobber_articles_version', table: 'articles' },
      { name: 'noclobber_products_version', table: 'products' },
    ];

    expect(await triggers.list(database, of)).toEqual([]);
    expect(await triggers.create(database, of)).toEqual(both);
    expect(await triggers.create(database, of)).toEqual(both);
    expect(await triggers.list(database, of)).toEqual(both);
    expect(await triggers.drop(database, { resources: ['articles'] })).toEqual([both[0]]);
    expect(await triggers.drop(database, { resources: ['articles'] })).toEqual([]);
    expect(await triggers.list(database, of)).toEqual([both[1]]);
    expect(await triggers.create(database, { resources: ['articles'] })).toEqual([both[0]]);
  });

  it('C5: health tells that one is missing, and the next start makes it', async () => {
    const database = await openDatabase();
    const store = sqlStore(database);
    const { call, checker } = openServer(store, {
      resources: { articles: { strategy: trigger() }, products: {} },
    });
    await call('POST', '/articles', { id: '1', title: 'Tea' });
    const before = await checker.health();
    await triggers.drop(database, { resources: ['articles'] });
    const without = await checker.health();
    await sqlStore(database).setUp([articles]);

    expect([before, without, await checker.health()].map(({ triggersMissing }) => triggersMissing)).toEqual([
      [],
      ['articles'],
      [],
    ]);
  });

  it('C6: have names of their own, whatever their tables are called', async () => {
    const database = await openDatabase();
    const long = `t${'_long'.repeat(11)}`;
    const tables = [`${long}_a`, `${long}_b`, `It's "quoted"`, 'Größe', 'select'];
    const mapped = Object.fromEntries(tables.map((table, n) => [`r${n}`, { table, version: 'Row "V"' }]));
    for (const table of tables) {
      await run(
        database,
        `create table "${table.replaceAll('"', '""')}" (id text primary key, "Row ""V""" bigint)`,
      );
      await run(database, `insert into "${table.replaceAll('"', '""')}" values ('1', 1)`);
    }
    const options = { resources: Object.keys(mapped), tables: mapped };
    const made = await triggers.create(database, options);
    await triggers.create(database, options);
    for (const table of tables) await run(database, `update "${table.replaceAll('"', '""')}" set id = '2'`);

    expect(new Set(made.map((one) => one.name)).size).toBe(tables.length);
    expect(await triggers.list(database, options)).toEqual(made);
    for (const table of tables)
      expect(
        Number((await run(database, `select * from "${table.replaceAll('"', '""')}"`))[0]?.['Row "V"']),
      ).toBe(2);
    expect(await triggers.drop(database, options)).toEqual(made);
  });

  it('C8: are made by several processes that start at once, over a table that is there', async () => {
    const url = name === 'SQLite' ? temporaryFile() : (await openSchema()).url;
    const openOne = async () => {
      const one = await (name === 'SQLite' ? openSqlite(url) : openPostgres(url, { poolSize: 2 }));
      onTestFinished(() => one.destroy());
      return one;
    };
    const first = await openOne();
    await run(first, 'create table own (id text primary key, title text, version bigint)');
    await run(first, `insert into own values ('1', 'Tea', 4)`);
    const tables = { articles: { table: 'own' } };
    const stores = await Promise.all(
      Array.from({ length: 4 }, async () => sqlStore(await openOne(), { tables })),
    );
    // SQLite's driver blocks its process while it waits, so that one process can't wait for itself.
    if (name === 'SQLite') for (const store of stores) await store.setUp([articles]);
    else await Promise.all(stores.map((store) => store.setUp([articles])));
    await run(first, `update own set title = 'Cup'`);

    expect(Number((await run(first, 'select version from own'))[0]?.version)).toBe(5);
  });

  it.each(name === 'SQLite' ? [name] : [])('serve tables without row ids', async () => {
    const database = await openDatabase();
    await run(
      database,
      'create table own (id text, org text, version integer, primary key (org, id)) without rowid',
    );
    const tables = { articles: { table: 'own', tenant: 'org' } };
    await sqlStore(database, { tables }).setUp([articles]);
    await run(database, `insert into own values ('1', 'a', 1), ('1', 'b', 1)`);
    await run(database, `update own set id = '1' where org = 'a'`);

    expect(await run(database, 'select org, version from own order by org')).toEqual([
      { org: 'a', version: 2 },
      { org: 'b', version: 1 },
    ]);
  });

  it('need a version to raise', async () => {
    const database = await openDatabase();
    await run(database, 'create table own (id text primary key)');
    const tables = { articles: { table: 'own', version: null } };

    await expect(triggers.create(database, { resources: ['articles'], tables })).rejects.toThrow(TypeError);
    await expect(
      triggers.create(database, { resources: ['x'], tables: { x: { table: 'nowhere' } } }),
    ).rejects.toThrow('There is no table "nowhere"');
  });
});

describe.each(eachMapped)("triggers on an application's own table ($name)", ({ open }) => {
  it('count every change once, the kit’s own too', async () => {
    const { store, database } = await open();
    const { call } = openServer(store, { resources: { articles: { strategy: trigger() } } });
    let { body } = await call('POST', '/articles?meta=1', { id: '1', title: 'Tea' });
    const versions = [body._meta];
    for (const title of ['a', 'b']) {
      ({ body } = await call('PATCH', '/articles/1?meta=1', { title, _version: body._version }));
      versions.push(body._meta);
    }

    expect(versions).toMatchObject([{ version: '1' }, { version: '2' }, { version: '3' }]);
    expect(
      await triggers.list(database, { resources: ['articles'], tables: { articles: articlesTable } }),
    ).toHaveLength(1);
  });
});
