import { quantile } from '../merge/timing.js';
import { articleOf } from './article.js';
import { fill, openChecker } from './checkedSave.js';
import type { Target } from './databases.js';
import type { Bar } from './report.js';

const rows = 10_000;
const by = { id: 'bench', name: 'Bench' };

/** Measures a batch of 10,000 rows beside one bare statement that changes as many. */
export async function measureBatch(target: Target, isQuick: boolean): Promise<readonly Bar[]> {
  if (target.name === 'SQLite') return [];
  const checker = openChecker(target, 'batch', { history: false, locks: false });
  await checker.setUp();
  await fill(target, 'batch', rows);
  await target.run('create table batch_bare as select * from batch');
  await target.run('create unique index batch_bare_key on batch_bare (tenant, id)');
  const bare: number[] = [];
  const checked: number[] = [];
  for (let round = 0; round < (isQuick ? 3 : 7); round++) {
    bare.push(await timed(() => updateBare(target, round + 1)));
    const operations = await readOperations(checker, round);
    checked.push(
      await timed(async () => {
        const done = await checker.batch({ resource: 'batch', by, operations });
        const saved = done.kind === 'batch' && done.results.filter(({ kind }) => kind === 'saved').length;
        if (saved !== rows) throw new Error('A row was refused.');
      }),
    );
  }
  const ratio = quantile(
    checked.map((ms, round) => ms / (bare[round] ?? NaN)),
    0.5,
  );
  console.log(
    `\n${rows} rows: bare UPDATE … FROM unnest ${quantile(bare, 0.5).toFixed(0)} ms, batch ${quantile(checked, 0.5).toFixed(0)} ms, ${ratio.toFixed(2)} times`,
  );
  return [
    {
      promise: `${target.name}: a batch of ${rows} rows by the bare statement, at most 3`,
      measured: ratio,
      most: 3,
    },
  ];
}

async function readOperations(checker: ReturnType<typeof openChecker>, round: number) {
  const operations = [];
  let after: string | undefined;
  do {
    const page = await checker.list({
      resource: 'batch',
      limit: 1000,
      ...(after !== undefined && { after }),
    });
    if (page.kind !== 'page') throw new Error(page.reason);
    for (const { value, token } of page.items) {
      operations.push({ op: 'update' as const, id: String(value.id), token, patch: { n: round + 1 } });
    }
    after = page.next ?? undefined;
  } while (after !== undefined);
  return operations;
}

async function updateBare(target: Target, version: number): Promise<void> {
  const ids = Array.from({ length: rows }, (_, id) => String(id));
  const changed = await target.run(
    `update batch_bare as record set data = wanted.data, version = record.version + 1, changed_by = 'bench', changed_by_name = 'Bench', changed_at = $1
      from unnest($2::text[], $3::bigint[], $4::text[]) as wanted (id, version, data)
      where record.tenant = '' and record.id = wanted.id and record.version = wanted.version`,
    [
      new Date().toISOString(),
      ids,
      ids.map(() => version),
      ids.map((id) => JSON.stringify(articleOf(id, version))),
    ],
  );
  if (changed !== rows) throw new Error('A bare row was not changed.');
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
