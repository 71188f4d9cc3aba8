import type { VersionChecker } from 'noclobber/server';
import { markdownTable } from '../merge/table.js';
import { fill, openChecker, saveAgain } from './checkedSave.js';
import type { Target } from './databases.js';
import type { Bar } from './report.js';
import { measureRates, rowsOf, type Contender } from './rounds.js';

const stride = 611_953;

/** Measures whether a save costs more in a larger table. */
export async function measureGrowth(target: Target, isQuick: boolean): Promise<readonly Bar[]> {
  const sizes = isQuick ? [1000, 20_000] : [1000, 30_000, 1_000_000];
  const contenders = [];
  for (const size of sizes) {
    const resource = `rows${size}`;
    const checker = openChecker(target, resource);
    await checker.setUp();
    await fill(target, resource, size);
    contenders.push(scattered(checker, { resource, size, clients: target.clients }));
  }
  await target.run(target.name === 'PostgreSQL' ? 'vacuum analyze' : 'analyze');
  const rates = await measureRates(contenders, {
    clients: target.clients,
    rounds: isQuick ? 3 : 7,
    roundMs: isQuick ? 400 : 1500,
  });
  console.log(
    `\n${markdownTable([['a record read and saved, anywhere in a table of', 'saves/s', 'p50 ms', 'p99 ms', 'ratio'], ...rowsOf(rates)])}`,
  );
  const smallest = rates.at(-1)?.ratio ?? NaN;
  return [
    {
      promise: `${target.name}: the cost of a save in the largest table by that in the smallest, at most 1.3`,
      measured: 1 / smallest,
      most: 1.3,
    },
  ];
}

/** Saves records all over the table; each client has its own. */
function scattered(
  checker: VersionChecker,
  { resource, size, clients }: { readonly resource: string; readonly size: number; readonly clients: number },
): Contender {
  const own = Math.floor(size / clients);
  let n = 0;
  return {
    name: `${size} rows`,
    async save(client) {
      n += 1;
      // A prime stride comes to every record before it comes to one again.
      const id = String(client + clients * ((n * stride) % own));
      await saveAgain(checker, { resource, id, n, isKeyed: true });
    },
  };
}
