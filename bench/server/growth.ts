import { markdownTable } from '../merge/table.js';
import { checkedContender, fill, openChecker } from './checkedSave.js';
import type { Target } from './databases.js';
import type { Bar } from './report.js';
import { measureRates, rowsOf } from './rounds.js';

/** Measures whether a save costs more in a larger table. */
export async function measureGrowth(target: Target, isQuick: boolean): Promise<readonly Bar[]> {
  const sizes = isQuick ? [1000, 20_000] : [1000, 30_000, 1_000_000];
  const contenders = [];
  for (const size of sizes) {
    const resource = `rows${size}`;
    const checker = openChecker(target, resource);
    await checker.setUp();
    await fill(target, resource, size);
    contenders.push(checkedContender(checker, { name: `${size} rows`, resource, isKeyed: true }));
  }
  await target.run(target.name === 'PostgreSQL' ? 'vacuum analyze' : 'analyze');
  const rates = await measureRates(contenders, {
    clients: target.clients,
    rounds: isQuick ? 3 : 7,
    roundMs: isQuick ? 400 : 1500,
  });
  console.log(
    `\n${markdownTable([['checked saves in a table of', 'saves/s', 'p50 ms', 'p99 ms', 'ratio'], ...rowsOf(rates)])}`,
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
