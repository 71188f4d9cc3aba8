import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../src/cli/serve.js';
import { temporaryFile } from '../server/eachStore.js';
import { callOf } from '../server/openServer.js';
import { runCommand, spawnServer } from './spawnServer.js';

const withDb = (...args: string[]) => ['serve', '--db', temporaryFile(), '--resource', 'articles', ...args];

describe('noclobber serve', { timeout: 30_000 }, () => {
  it('serves records, makes a key that only its owner can read, and stops when told', async () => {
    const db = temporaryFile();
    const server = await spawnServer('--db', db, '--resource', 'articles,products');

    const { body } = await server.call('POST', '/products', { id: '1', title: 'Tea' });
    const { status } = await server.call('PATCH', '/products/1', {
      title: 'Coffee',
      _version: body._version,
    });
    const { code, output } = await server.kill('SIGTERM');

    expect(status).toBe(200);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(output).toBe(
      `made a signing key in ${db}.keys.json (keep it, and keep it secret)\nlistening on ${server.url}\n`,
    );
    expect(code).toBe(0);
    expect(statSync(`${db}.keys.json`).mode & 0o777).toBe(0o600);
    expect(output).not.toContain(JSON.parse(readFileSync(`${db}.keys.json`, 'utf8')).keys[0].secret);
  });

  it('keeps its key: a token is good after a restart', async () => {
    const db = temporaryFile();
    const first = await spawnServer('--db', db, '--resource', 'articles');
    const { body } = await first.call('POST', '/articles', { id: '1' });
    expect((await first.kill('SIGINT')).code).toBe(0);

    const second = await spawnServer('--db', db, '--resource', 'articles');
    const saved = await second.call('PATCH', '/articles/1', { a: 1, _version: body._version });

    expect([saved.status, second.output()]).toEqual([200, `listening on ${second.url}\n`]);
  });

  it.each([
    [[], 'A command is needed'],
    [['serve', '--nope'], "Unknown option '--nope'"],
    [
      ['serve', '--db', 'a.db', '--resource', 'a', '--port', '99999'],
      '--port must be a number from 0 to 65535',
    ],
    [['serve', '--db', 'a.db', '--resource', 'a', '--feed', 'push'], '--feed must be notify or poll'],
    [
      ['serve', '--db', 'mysql://localhost/a', '--resource', 'a'],
      '--db must be the path of a SQLite file or start with postgres://',
    ],
  ])('explains itself for %j', async (args, message) => {
    const { code, output, errors } = await runCommand(args);

    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(message);
    expect(errors).toContain('noclobber serve --db <file.sqlite | postgres://…>');
  });

  it('listens to other machines only when it knows who calls', async () => {
    const { code, errors } = await runCommand(withDb('--host', '0.0.0.0'));

    expect([code, errors.split('\n')]).toEqual([
      1,
      [expect.stringContaining('everybody is who they say'), ''],
    ]);
  });

  it('answers in development mode to names of this machine only, so that no page of another site gets in', async () => {
    const server = await spawnServer('--db', temporaryFile(), '--resource', 'articles');
    const ask = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { Host: host, Origin: `http://${host}` };
        request(`${server.url}/articles`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .once('error', reject)
          .end();
      });

    expect(await ask('evil.example:8787')).toBe(403);
    expect(await ask('localhost:8787')).toBe(200);
    expect(await ask('[::1]:8787')).toBe(200);
  });

  it('says in one line that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    // A server that listens on a port has an address with one.
    const { port } = other.address() as AddressInfo;

    const { code, errors } = await runCommand(withDb('--port', String(port)));

    expect([code, errors]).toEqual([1, `Port ${port} on 127.0.0.1 is taken. Choose another one.\n`]);
  });

  it.each([
    ['with keys of its own', []],
    ['with the keys in a file', ['--keys']],
  ])('says in one line that PostgreSQL does not answer, and nothing secret: %s', async (_case, flags) => {
    const keys = temporaryFile();
    writeFileSync(keys, JSON.stringify({ keys: [{ id: 'k', secret: 'x'.repeat(32) }] }));
    const db = 'postgres://ann:s@cret@127.0.0.1:1/news?password=s@cret';
    const address = ['serve', '--port', '0', '--db', db, '--resource', 'articles'];
    const { code, errors } = await runCommand([...address, ...flags.flatMap((flag) => [flag, keys])]);

    expect([code, errors]).toEqual([
      1,
      "The database 127.0.0.1:1/news can't be used. Does it answer, and may this user make tables in it?\n",
    ]);
  });

  it.each(['@hono/node-server', 'libsql', 'kysely'])('says in one line that %s is missing', async (name) => {
    const { code, errors } = await runCommand(withDb(), ['--import', hide(name)]);

    expect([code, errors]).toEqual([1, `noclobber serve needs the package ${name}: npm install ${name}\n`]);
  });
});

describe('startServer', () => {
  it('starts the same server inside another program, with its own permissions', async () => {
    const authorize = ({ headers }: Request) => ({ id: headers.get('Who') ?? '', name: 'Ann' });
    const server = await startServer({ db: temporaryFile(), resources: ['articles'], port: 0, authorize });
    const { body } = await callOf(fetch, server.url)('POST', '/articles?meta=1', { id: '1' }, { Who: 'ann' });
    const found = await server.checker.get({ resource: 'articles', id: '1' });
    await server.close();

    expect(body._meta).toMatchObject({ changedBy: { id: 'ann', name: 'Ann' } });
    expect(found).toMatchObject({ kind: 'found', record: { value: { id: '1' } } });
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['in a folder that is missing', { db: '/nowhere/a.db', resources: ['a'] }, "can't be opened"],
    ['that is no database', { db: import.meta.filename, resources: ['a'] }, "can't be opened"],
    [
      'with a resource that is no name',
      { db: ':memory:', resources: ['a/b'], keysPath: 'nowhere' },
      'does not exist',
    ],
  ])('says what is wrong with a file %s', async (_, options, message) => {
    await expect(startServer({ ...options, port: 0 })).rejects.toThrow(message);
  });
});

/** Makes a package look as if it were not installed. */
function hide(name: string): string {
  const hooks = `export async function resolve(specifier, context, next) {
    if (specifier === ${JSON.stringify(name)}) {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    }
    return next(specifier, context);
  }`;
  const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
  return dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hooks))});`);
}
