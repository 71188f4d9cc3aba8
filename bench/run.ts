// `npm run bench -- NAME` runs bench/NAME.ts; without a name, or with one that is not there, it lists them.
import { readdirSync } from 'node:fs';

const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const name = process.argv[2];

if (name !== undefined && names.includes(name)) {
  await import(`./${name}.ts`);
} else {
  const missing = name === undefined ? 'Name a benchmark' : `There is no benchmark "${name}"`;
  const known = names.length ? `known: ${names.join(', ')}` : 'there are none yet';
  console.error(`${missing} (npm run bench -- NAME); ${known}.`);
  process.exitCode = 1;
}
