import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPostgres, type PostgresServer } from '../server/postgres.js';
import { checkHistory, type Problem } from './history/checkHistory.js';
import { missing, tellCounts, type Minimum } from './counts.js';
import { startFleet, type Fleet } from './fleet.js';
import { problemReport, tellRules } from './problemReport.js';
import { recordRun, type Run } from './recordRun.js';
import { seeded } from './seeded.js';
import { makeTrouble } from './trouble.js';

/** `CHAOS_SEED=123 npm run test:chaos` makes the same choices again; what comes of them depends on the machine too. */
const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`CHAOS_SEED=${seed}`);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres(['fsync=on', 'synchronous_commit=on']);
});
afterAll(() => postgres?.stop());

describe('three noclobber serve on one PostgreSQL lose and refuse no save wrongly', () => {
  it.each([
    ['healthy', { clients: 32, records: 50 }, { saves: 600, savesPerRecord: 4, conflicts: 50 }],
    ['contended', { clients: 16, records: 4 }, { saves: 300, savesPerRecord: 50, conflicts: 300 }],
  ] as const)('%s: %j', async (name, size, minimum) => {
    const { urls } = await startReference(await newDatabase(name));

    const run = await recordRun({ ...size, urls, seed, minimum, seconds: 15, mostSeconds: 60 });

    expectSound(run, { name, minimum });
  });

  it('F1, F2, F3, F10: chaos: answers are cut, servers are killed, the database crashes', async () => {
    const fleet = await startReference(await newDatabase('chaos'));
    const { urls } = fleet;
    const crash = { database: postgres, afterMs: 20_000 };
    const trouble = makeTrouble({ fleet, random: seeded(seed), kills: true, crash });
    const minimum = {
      saves: 400,
      savesPerRecord: 8,
      infos: 20,
      storedInfos: 5,
      replays: 5,
      kills: 10,
      crashes: 1,
    };
    const size = { clients: 16, records: 20, seconds: 45, mostSeconds: 150 };

    const run = await recordRun({ ...size, urls, seed, trouble, minimum });

    expectSound(run, { name: 'chaos', minimum });
  });
});

describe('the checker finds what is wrong with', () => {
  it.each([
    ['R1', 'guard-in-cte', 4],
    ['R1', 'read-then-write', 4],
    ['R12', 'no-keys', 20],
  ] as const)('%s: a server with %s', async (rule, fault, records) => {
    const fleet = await startFleet(['test/chaos/brokenServer.ts', fault, await newDatabase(fault)]);
    const { urls } = fleet;
    // Only what is asked for again meets its own first save.
    const trouble = fault === 'no-keys' ? makeTrouble({ fleet, random: seeded(seed) }) : undefined;

    const size = { clients: 16, records, seconds: 8, mostSeconds: 40 };

    const run = await recordRun({ ...size, urls, seed, trouble, minimum: { saves: 100 }, hasHistory: false });

    const problems = problemsOf(fault, run);
    expect(problems.map((problem) => problem.rule)).toContain(rule);
  });

  it('R1: a PostgreSQL that acknowledges what it has not written down (F10)', async () => {
    const lazy = await startPostgres([
      'synchronous_commit=off',
      'wal_writer_delay=10s',
      'wal_writer_flush_after=1GB',
      'wal_buffers=64MB',
    ]);
    onTestFinished(() => lazy.stop());
    const fleet = await startReference(lazy.url);
    // The checkpoint writes down what there is, tables too. What comes after it is lost.
    const crash = async () => {
      await query(lazy.url, 'checkpoint');
      await pause(1500);
      await lazy.crash();
    };
    const trouble = makeTrouble({
      fleet,
      random: seeded(seed),
      crash: { database: { crash }, afterMs: 2500 },
    });
    const minimum = { saves: 100, crashes: 1 };
    const size = { clients: 16, records: 20, seconds: 8, mostSeconds: 40 };

    const run = await recordRun({ ...size, urls: fleet.urls, seed, trouble, minimum });

    expect(problemsOf('lazy database', run).map((problem) => problem.rule)).toContain('R1');
  });
});

function startReference(db: string): Promise<Fleet> {
  return startFleet(['src/cli/noclobber.ts', 'serve', '--port', '0', '--resource', 'articles', '--db', db]);
}

/** Every run has a database of its own in the one PostgreSQL. */
async function newDatabase(name: string): Promise<string> {
  await query(postgres.url, `create database "${name}"`);
  return new URL(name, postgres.url).href;
}

async function query(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function expectSound(
  run: Run,
  { name, minimum }: { readonly name: string; readonly minimum: Minimum },
): void {
  const problems = problemsOf(name, run);
  if (problems.length > 0) throw new Error(problemReport(run, problems));
  expect(missing(run.counts, minimum)).toEqual({});
}

function problemsOf(name: string, { operations, rows, counts }: Run): Problem[] {
  const problems = checkHistory(operations, rows);
  console.info(`${name}: ${tellCounts(counts)}; ${tellRules(problems) || '0 problems'}`);
  return problems;
}
