import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Agent, request } from 'node:http';
import { markdownTable } from '../merge/table.js';
import { articleOf } from './article.js';
import { fill, openChecker } from './checkedSave.js';
import type { Target } from './databases.js';
import type { Bar } from './report.js';
import { measureRates, rowsOf, type Contender } from './rounds.js';

/** Measures saves over HTTP beside a handler that only runs the bare statement, behind the same server. */
export async function measureHttp(target: Target, isQuick: boolean): Promise<readonly Bar[]> {
  const checker = openChecker(target, 'http_plain', { history: false, locks: false });
  const full = openChecker(target, 'http_full');
  for (const [one, resource] of [
    [checker, 'http_plain'],
    [full, 'http_full'],
  ] as const) {
    await one.setUp();
    await fill(target, resource, 100);
  }
  await target.run('create table http_bare as select * from http_plain');
  await target.run('create unique index http_bare_key on http_bare (tenant, id)');
  const bare = await listen((received) => saveBare(target, received));
  const checked = await listen((received) => checker.fetch(received));
  const whole = await listen((received) => full.fetch(received));
  const agent = new Agent({ keepAlive: true });
  const rates = await measureRates(
    [
      overHttp('handler with the bare statement', { url: `${bare.url}/http_bare`, agent }),
      overHttp('checker, without key and history', { url: `${checked.url}/http_plain`, agent }),
      overHttp('checker, with key, history and locks', {
        url: `${whole.url}/http_full`,
        agent,
        isKeyed: true,
      }),
    ],
    { clients: target.clients, rounds: isQuick ? 5 : 60, roundMs: 250 },
  );
  agent.destroy();
  for (const { server } of [bare, checked, whole]) server.close();
  console.log(
    `\n${markdownTable([['over HTTP', 'saves/s', 'p50 ms', 'p99 ms', 'ratio'], ...rowsOf(rates)])}`,
  );
  return [
    {
      promise: `${target.name}: over HTTP by a handler with the bare statement, at least 0.7`,
      measured: rates[1]?.ratio ?? NaN,
      least: 0.7,
    },
  ];
}

/** Takes the version out of the body, as a handler without signed tokens would. */
async function saveBare(target: Target, received: Request): Promise<Response> {
  const id = decodeURIComponent(new URL(received.url).pathname.split('/')[2] ?? '');
  if (received.method === 'GET') return Response.json({ id, n: 0, _version: '1' });
  const { _version, n } = (await received.json()) as { readonly _version: string; readonly n: number };
  const value = articleOf(id, n);
  const version = Number(_version);
  const changed = await target.run(
    'update http_bare set data = $1, version = $2, changed_at = $3 where tenant = $4 and id = $5 and version = $6',
    [JSON.stringify(value), version + 1, new Date().toISOString(), '', id, version],
  );
  return changed === 1
    ? Response.json({ ...value, _version: String(version + 1) })
    : Response.json({ title: 'Conflict' }, { status: 409 });
}

function listen(
  answer: (received: Request) => Promise<Response>,
): Promise<{ readonly url: string; readonly server: Server }> {
  // Without TLS options the adaptor makes a plain HTTP server.
  const server = createAdaptorServer({ fetch: answer }) as Server;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port has an address with one.
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}`, server });
    });
  });
}

interface Way {
  readonly url: string;
  readonly agent: Agent;
  readonly isKeyed?: boolean;
  /** The id of a record. @default its number */
  nameOf?(record: number): string;
}

/** Saves over HTTP, each time with the token of the save before. */
export function overHttp(name: string, { url, agent, isKeyed = false, nameOf = String }: Way): Contender {
  const read = new Map<number, { readonly token: string; readonly n: number }>();
  return {
    name,
    async save(record) {
      const address = `${url}/${nameOf(record)}`;
      const known = read.get(record) ?? { token: await send(agent, { method: 'GET', url: address }), n: 0 };
      const n = known.n + 1;
      const body = JSON.stringify({ n, status: n % 2 ? 'draft' : 'published', _version: known.token });
      const headers: Record<string, string> = isKeyed
        ? { 'Idempotency-Key': `"${crypto.randomUUID()}"` }
        : {};
      read.set(record, { token: await send(agent, { method: 'PATCH', url: address, body, headers }), n });
    },
  };
}

function send(
  agent: Agent,
  {
    method,
    url,
    body,
    headers = {},
  }: {
    readonly method: string;
    readonly url: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent, headers: { 'Content-Type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(String(JSON.parse(text)._version));
          else reject(new Error(`${response.statusCode} ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
