// A server with a fault, for the history checker to find: `brokenServer.ts FAULT DATABASE`. It speaks just enough of the wire.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv } from 'node:process';
import { text } from 'node:stream/consumers';
import pg from 'pg';

interface Article {
  readonly id: string;
  readonly version: string;
  readonly list: readonly string[];
  readonly writer: string;
}

/** A save over a version; the writer is its idempotency key. */
type Change = Article;

const [fault = '', connectionString] = argv.slice(2);
const pool = new pg.Pool({ connectionString });
pool.on('error', () => undefined);

const columns = 'id, version::text, list, writer';
const parameters = ({ id, version, list, writer }: Change) => [id, version, JSON.stringify(list), writer];

async function read(id: string): Promise<Article | undefined> {
  return (await pool.query<Article>(`select ${columns} from article where id = $1`, [id])).rows[0];
}

async function create(change: Change): Promise<Article | undefined> {
  const { rows } = await pool.query<Article>(
    `insert into article values ($1, $2::bigint + 1, $3, $4) on conflict do nothing returning ${columns}`,
    parameters(change),
  );
  return rows[0];
}

/** Every one saves nothing over a newer version, as long as it is alone. */
const saves: Readonly<Record<string, (change: Change) => Promise<Article | undefined>>> = {
  /** The guard looks at the row as it was when the statement began; the update waits, and then takes the row as it is. */
  async 'guard-in-cte'(change) {
    const { rows } = await pool.query<Article>(
      `with guard as (select from article where id = $1 and version = $2)
       update article set version = version + 1, list = $3, writer = $4
       where id = $1 and exists (select from guard) returning ${columns}`,
      parameters(change),
    );
    return rows[0];
  },
  /** Between the look and the write, others write. */
  async 'read-then-write'(change) {
    if ((await read(change.id))?.version !== change.version) return undefined;
    const { rows } = await pool.query<Article>(
      `update article set version = $2::bigint + 1, list = $3, writer = $4 where id = $1 returning ${columns}`,
      parameters(change),
    );
    return rows[0];
  },
  /** Checks as it should, but takes a save that is asked for again for another one. */
  async 'no-keys'(change) {
    const { rows } = await pool.query<Article>(
      `update article set version = version + 1, list = $3, writer = $4
       where id = $1 and version = $2 returning ${columns}`,
      parameters(change),
    );
    return rows[0];
  },
};

const toWire = ({ id, version, list, writer }: Article) => ({
  id,
  list,
  _version: version,
  _meta: { version, key: writer },
});

async function answer(request: IncomingMessage): Promise<readonly [status: number, body: object]> {
  const { method, url = '' } = request;
  const id = new URL(url, 'http://localhost').pathname.split('/')[2] ?? '';
  if (method === 'GET') {
    const article = await read(id);
    return article ? [200, toWire(article)] : [404, {}];
  }
  const body = JSON.parse(await text(request));
  const writer = String(request.headers['idempotency-key']).slice(1, -1);
  const change = { id: id || body.id, version: body._version ?? '0', list: body.list, writer };
  const saved = await (method === 'POST' ? create : saves[fault])?.(change);
  if (saved) return [method === 'POST' ? 201 : 200, toWire(saved)];
  const current = await read(change.id);
  return [409, { type: 'problems/version-conflict', current: current && toWire(current) }];
}

// Three of them start at once; sent together, these are one transaction.
await pool.query(
  `select pg_advisory_xact_lock(1);
   create table if not exists article (id text primary key, version bigint, list jsonb, writer text)`,
);
const server = createServer((request, response) => {
  answer(request)
    .catch(() => [503, { type: 'problems/unavailable' }] as const)
    .then(([status, body]) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
});
server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://127.0.0.1:${port}`);
});
