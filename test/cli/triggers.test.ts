import { describe, expect, it } from 'vitest';
import { openFile, openPool, openSchema, temporaryFile } from '../server/eachStore.js';
import { run } from '../server/mappedStore.js';
import { runCommand } from './spawnServer.js';

const databases = [
  {
    name: 'SQLite',
    open: async () => {
      const db = temporaryFile();
      return { db, database: await openFile(db) };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const { url } = await openSchema();
      return { db: url, database: await openPool(url) };
    },
  },
];

describe.each(databases)('noclobber triggers ($name)', { timeout: 60_000 }, ({ open }) => {
  it('C7: makes, lists and drops triggers, and can be repeated', async () => {
    const { db } = await open();
    const triggers = (verb: string) =>
      runCommand(['triggers', verb, '--db', db, '--resource', 'articles,products']);
    const both = 'noclobber_articles_version on articles\nnoclobber_products_version on products\n';
    const verbs = ['list', 'create', 'create', 'list', 'drop', 'drop'];
    const printed: unknown[] = [];
    for (const verb of verbs) {
      const { code, output, errors } = await triggers(verb);
      printed.push([verb, code, output, errors]);
    }

    const none = 'There are none.\n';
    const outputs = [none, both, both, both, both, none];
    expect(printed).toEqual(verbs.map((verb, n) => [verb, 0, outputs[n], '']));
  });

  it("makes them on an application's own table", async () => {
    const { db, database } = await open();
    await run(database, 'create table "Own Table" (code text primary key, "Row Version" bigint)');
    await run(database, `insert into "Own Table" values ('1', 1)`);
    const own = ['--table', 'Own Table', '--id', 'code', '--version', 'Row Version'];
    const { code, errors } = await runCommand([
      'triggers',
      'create',
      '--db',
      db,
      '--resource',
      'articles',
      ...own,
    ]);
    await run(database, `update "Own Table" set code = '2'`);

    expect([code, errors]).toEqual([0, '']);
    expect(Number((await run(database, 'select "Row Version" as v from "Own Table"'))[0]?.v)).toBe(2);
  });
});

describe('noclobber triggers', { timeout: 60_000 }, () => {
  it.each([
    [['triggers'], 'create, list or drop is needed.'],
    [['triggers', 'toggle'], `triggers can't "toggle"`],
    [['triggers', 'list', '--db', 'a.db'], '--db and --resource are needed.'],
    [['triggers', 'list', '--db', 'a.db', '--resource', 'a', '--nope'], "Unknown option '--nope'"],
    [['triggers', 'list', '--db', 'a.db', '--resource', 'a', '--id', 'b'], 'are columns of a --table'],
    [['triggers', 'list', '--db', 'a.db', '--resource', 'a,b', '--table', 'c'], 'for one --resource'],
  ])('explains itself for %j', async (args, message) => {
    const { code, output, errors } = await runCommand(args);

    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(message);
    expect(errors).toContain('noclobber triggers create|list|drop');
  });

  it.each([
    [['--db', '/nowhere/a.db', '--resource', 'a'], "The database /nowhere/a.db can't be opened"],
    [
      ['--db', 'postgres://ann:s3cret@127.0.0.1:1/news', '--resource', 'a'],
      "The database 127.0.0.1:1/news can't be used",
    ],
    [['--db', ':memory:', '--resource', 'noclobber_history'], `"noclobber_history" can't be a resource`],
    [['--db', ':memory:', '--resource', 'a', '--table', 'b'], 'There is no table "b" to map.'],
  ])('says in one line what is wrong: %j', async (args, message) => {
    const { code, output, errors } = await runCommand(['triggers', 'create', ...args]);

    expect([code, output, errors.split('\n')]).toEqual([1, '', [expect.stringContaining(message), '']]);
    expect(errors).not.toContain('s3cret');
  });
});
