// `npm run bench -- server [--quick]`: what the checks cost, beside the bare statement on the same database in the same run.
import { measureBatch } from './server/batch.js';
import { openTargets } from './server/databases.js';
import { measureGrowth } from './server/growth.js';
import { measureHttp } from './server/http.js';
import { measureProcesses } from './server/processes.js';
import { reportOf, type Bar } from './server/report.js';
import { measureSaves } from './server/saves.js';
import { measureTokens } from './server/tokens.js';

const isQuick = process.argv.includes('--quick');
const bars: Bar[] = [];
const targets = await openTargets();
try {
  console.log(`# Checked writes, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
  await measureTokens(isQuick);
  for (const target of targets) {
    console.log(`\n## ${target.name}\n`);
    bars.push(...(await measureSaves(target, isQuick)));
    bars.push(...(await measureHttp(target, isQuick)));
    bars.push(...(await measureBatch(target, isQuick)));
    bars.push(...(await measureGrowth(target, isQuick)));
    await measureProcesses(target, isQuick);
  }
  console.log(`\n${reportOf(bars)}`);
} finally {
  for (const target of targets) await target.close();
}
