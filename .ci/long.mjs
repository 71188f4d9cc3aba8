// `npm run test:long`: tries every law of the merge 50,000 times. LAWS_SEED=… replays a run, more words narrow the files.
import { argv, env } from 'node:process';
import { startVitest } from 'vitest/node';

env.LAWS_RUNS ??= '50000';
const files = argv.length > 2 ? argv.slice(2) : ['test/core/laws'];
const vitest = await startVitest('test', files, { project: 'unit', watch: false });
await vitest.close();
