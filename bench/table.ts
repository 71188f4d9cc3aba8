// `npm run bench -- table [--rounds 5] [--only noclobber,floor-react]`: the editable table beside others and beside a bare one, in a real browser.
import { spawnSync } from 'node:child_process';
import { installPeers } from './merge/installPeers.js';
import { reportOf } from './server/report.js';
import { barsOf, printTables } from './table/bars.js';
import { measureSize } from './table/measureSize.js';
import { measureTable, type Sample } from './table/measureTable.js';
import { openTables } from './table/openTables.js';

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const rounds = Number(option('rounds') ?? 5);
const all = ['floor-react', 'noclobber', 'react-data-grid', 'ag-grid', 'mui-x', 'tanstack-9'];
const names = option('only')?.split(',') ?? all;
const sizes = [1000, 100_000];
const started = Date.now();
const minutes = () => ((Date.now() - started) / 60_000).toFixed(1);

installPeers();
const types = spawnSync('npx', ['tsc', '-p', 'bench/table/page'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (types.status !== 0) process.exitCode = 1;
const tables = await openTables();
const samples: Sample[] = [];
try {
  console.log(`# Editable tables, Chromium ${tables.version}, ${new Date().toISOString().slice(0, 10)}\n`);
  for (let round = 0; round < rounds; round++) {
    for (const rows of sizes) {
      // In turn, so that whatever else the machine does falls on all.
      const turn = names.map((_, index) => names[(index + round) % names.length] ?? '');
      const isWhole = rows === Math.max(...sizes);
      for (const table of turn) samples.push(await measureTable(tables, { table, rows, round, isWhole }));
    }
    console.error(`Round ${round + 1} is measured, ${minutes()} minutes from the start.`);
  }
  printTables(samples, sizes);
  console.log(`\n${reportOf(barsOf(samples, { sizes, addedKb: await measureSize() }))}`);
  console.log(`\n${rounds} rounds of ${names.length} tables took ${minutes()} minutes.`);
} finally {
  await tables.close();
}
