import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { markdownTable } from '../merge/table.js';
import { program } from './built.js';
import type { Target } from './databases.js';
import { overHttp } from './http.js';
import { measureRates, rowsOf, type Contender } from './rounds.js';

const clients = 24;

/** Measures how the rate grows with the number of server processes over one database; each has its own clients. */
export async function measureProcesses(target: Target, isQuick: boolean): Promise<void> {
  const servers = await Promise.all([1, 2, 3].map(() => start(target)));
  const agent = new Agent({ keepAlive: true });
  try {
    const first = servers[0]?.url ?? '';
    const contenders: Contender[] = [];
    for (const count of [1, 2, 3]) {
      const nameOf = (record: number) => `${count}-${record}`;
      for (let record = 0; record < clients; record++) await create(first, nameOf(record));
      const ways = servers
        .slice(0, count)
        .map(({ url }) => overHttp(url, { url: `${url}/processes`, agent, isKeyed: true, nameOf }));
      contenders.push({
        name: `${count} process${count > 1 ? 'es' : ''}`,
        save: async (record) => ways[record % count]?.save(record),
      });
    }
    const rates = await measureRates(contenders, {
      clients,
      rounds: isQuick ? 3 : 5,
      roundMs: isQuick ? 400 : 1500,
    });
    console.log(
      `\n${markdownTable([['checked saves by', 'saves/s', 'p50 ms', 'p99 ms', 'ratio'], ...rowsOf(rates)])}`,
    );
  } finally {
    agent.destroy();
    for (const { child } of servers) child.kill('SIGKILL');
  }
}

async function create(url: string, id: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/processes`, { method: 'POST', headers, body: JSON.stringify({ id, n: 0 }) });
}

async function start(target: Target): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const args = [
    '--import',
    'tsx',
    program,
    'serve',
    '--port',
    '0',
    '--db',
    target.url,
    '--resource',
    'processes',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for (;;) {
    const [part] = await once(child.stdout, 'data');
    output += String(part);
    const url = /^listening on (\S+)$/m.exec(output)?.[1];
    if (url !== undefined) return { url, child };
  }
}
