import { markdownTable } from '../merge/table.js';
import { articleOf } from './article.js';
import { checkedContender, fill, openChecker } from './checkedSave.js';
import type { Run, Target } from './databases.js';
import type { Bar } from './report.js';
import { measureRates, rowsOf, type Contender } from './rounds.js';

const records = 1000;

/** Measures checked saves over the programmatic API beside the bare statement, and beside a bare transaction of the same rows. */
export async function measureSaves(target: Target, isQuick: boolean): Promise<readonly Bar[]> {
  const bareOf = { history: false, locks: false } as const;
  const plain = openChecker(target, 'plain', bareOf);
  const openPlain = () => openChecker(target, 'plain_elsewhere', bareOf);
  const full = openChecker(target, 'full');
  for (const [checker, resource] of [
    [plain, 'plain'],
    [full, 'full'],
    [openPlain(), 'plain_elsewhere'],
  ] as const) {
    await checker.setUp();
    await fill(target, resource, records);
  }
  for (const resource of ['bare', 'bare_full']) {
    await target.run(`create table ${resource} as select * from plain`);
    await target.run(`create unique index ${resource}_key on ${resource} (tenant, id)`);
  }
  const pace = { clients: target.clients, rounds: isQuick ? 3 : 7, roundMs: isQuick ? 400 : 1500 };
  const statement = await measureRates(
    [
      bareStatement(target),
      checkedContender([plain], {
        name: 'checked save, without key and history',
        resource: 'plain',
        isKeyed: false,
      }),
      checkedContender([openPlain(), openPlain()], {
        name: 'the same, with tokens of another process',
        resource: 'plain_elsewhere',
        isKeyed: false,
      }),
    ],
    pace,
  );
  const transaction = await measureRates(
    [
      bareTransaction(target),
      checkedContender([full], {
        name: 'checked save, with key, history and locks',
        resource: 'full',
        isKeyed: true,
      }),
    ],
    pace,
  );
  const head = ['', 'saves/s', 'p50 ms', 'p99 ms', 'ratio'];
  console.log(markdownTable([head, ...rowsOf(statement), ...rowsOf(transaction)]));
  return [
    {
      promise: `${target.name}: a checked save by the bare statement, at least 0.5`,
      measured: statement[1]?.ratio ?? NaN,
      least: 0.5,
    },
    {
      promise: `${target.name}: with key and history by a bare transaction of the same rows, at least 0.5`,
      measured: transaction[1]?.ratio ?? NaN,
      least: 0.5,
    },
  ];
}

const update =
  'set data = $1, version = $2, changed_by = $3, changed_by_name = $4, changed_at = $5, request_key = $6 where tenant = $7 and id = $8 and version = $9';

function bareStatement(target: Target): Contender {
  const versions = new Map<number, number>();
  return {
    name: 'bare UPDATE … WHERE id AND version',
    async save(record) {
      const version = versions.get(record) ?? 1;
      await saveBare(target.run, { table: 'bare', record, version, key: null });
      versions.set(record, version + 1);
    },
  };
}

function bareTransaction(target: Target): Contender {
  const versions = new Map<number, number>();
  return {
    name: 'bare transaction: key, UPDATE, history',
    async save(record) {
      const version = versions.get(record) ?? 1;
      const key = crypto.randomUUID();
      const at = new Date().toISOString();
      await target.transaction(async (run) => {
        await run(
          "insert into noclobber_requests (tenant, caller, key, hash, step, resource, id, version, requested_at) values ('', 'bare', $1, 'h', 'update', 'bare_full', $2, $3, $4)",
          [key, String(record), version + 1, at],
        );
        const data = await saveBare(run, { table: 'bare_full', record, version, key });
        await run(
          "insert into noclobber_history (tenant, resource, id, version, data, deleted, changed_by, changed_by_name, changed_at, request_key, paths, kept) values ('', 'bare_full', $1, $2, $3, 0, 'bench', 'Bench', $4, $5, '[]', 1)",
          [String(record), version + 1, data, at, key],
        );
      });
      versions.set(record, version + 1);
    },
  };
}

async function saveBare(
  run: Run,
  {
    table,
    record,
    version,
    key,
  }: {
    readonly table: string;
    readonly record: number;
    readonly version: number;
    readonly key: string | null;
  },
): Promise<string> {
  const data = JSON.stringify(articleOf(String(record), version));
  const at = new Date().toISOString();
  const changed = await run(`update ${table} ${update}`, [
    data,
    version + 1,
    'bench',
    'Bench',
    at,
    key,
    '',
    String(record),
    version,
  ]);
  if (changed !== 1) throw new Error('A bare save was not taken.');
  return data;
}
