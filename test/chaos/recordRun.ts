import { setTimeout as pause } from 'node:timers/promises';
import { chaosClient, type ChaosClient } from './chaosClient.js';
import { countRun, isMissing, type Counts, type Minimum } from './counts.js';
import type { FinalRead, HistoryRow, Operation } from './history/operation.js';
import { seeded, type Random } from './seeded.js';
import { readRecord, readRows } from './wire.js';

export interface RunOptions {
  readonly urls: readonly string[];
  readonly clients: number;
  readonly records: number;
  readonly seed: number;
  readonly seconds: number;
  /** The run goes on until it has these, but not for more than `mostSeconds`. */
  readonly minimum: Minimum;
  readonly mostSeconds: number;
  /** What troubles the servers meanwhile. */
  readonly trouble?: Trouble;
  /** @default true */
  readonly hasHistory?: boolean;
}

export interface Trouble {
  start(): void;
  counts(): { readonly kills: number; readonly crashes: number };
  /** Ends it and waits until all is quiet: nothing on its way, every server up. */
  calm(): Promise<void>;
}

export interface Run {
  readonly operations: readonly Operation[];
  /** The servers' own history, where they keep one. */
  readonly rows: readonly HistoryRow[] | undefined;
  readonly counts: Counts;
}

/** Lets clients save over each other for a while, and gives all that they were told. */
export async function recordRun(options: RunOptions): Promise<Run> {
  const { urls, trouble, hasHistory = true } = options;
  const notes = takeNotes(trouble);
  const records = Array.from({ length: options.records }, (_, n) => `r${n + 1}`);
  const maker = chaosClient({ ...options, ...notes, name: 'maker', random: seeded(options.seed) });
  await Promise.all(records.map((record) => maker.save(record)));

  trouble?.start();
  await saveUntilEnough(notes, { ...options, records });
  const { seconds } = notes.count();
  await trouble?.calm();

  for (const url of urls) {
    for (const final of await Promise.all(records.map((record) => readFinal(url, record)))) notes.log(final);
  }
  const [url = ''] = urls;
  const rows = hasHistory ? await Promise.all(records.map((record) => readRows(url, record))) : undefined;
  return { operations: notes.operations, rows: rows?.flat(), counts: { ...notes.count(), seconds } };
}

type Notes = ReturnType<typeof takeNotes>;

function takeNotes(trouble: Trouble | undefined) {
  const operations: Operation[] = [];
  const start = performance.now();
  let replays = 0;
  return {
    operations,
    log: (operation: Operation) => void operations.push(operation),
    onReplay: () => void replays++,
    count(): Counts {
      const seconds = (performance.now() - start) / 1000;
      return { ...countRun(operations), replays, kills: 0, crashes: 0, ...trouble?.counts(), seconds };
    },
  };
}

interface Work extends Omit<RunOptions, 'records'> {
  readonly records: readonly string[];
}

/** Ends early where a client meets what must not be. */
async function saveUntilEnough(notes: Notes, options: Work): Promise<void> {
  const { clients, seed, seconds, mostSeconds, minimum } = options;
  let isOver = false;
  const isEnough = (counts: Counts) =>
    counts.seconds >= mostSeconds || (counts.seconds >= seconds && !isMissing(counts, minimum));
  const watch = async () => {
    while (!isOver && !isEnough(notes.count())) await pause(100);
    isOver = true;
  };
  const work = Array.from({ length: clients }, (_, n) => {
    const random = seeded(seed + n + 1);
    const client = chaosClient({ ...options, ...notes, name: `c${n + 1}`, random });
    return saveOn(client, { random, records: options.records, isOver: () => isOver });
  });
  try {
    await Promise.all([watch(), ...work]);
  } finally {
    isOver = true;
    await Promise.allSettled(work);
  }
}

interface Turns {
  readonly random: Random;
  readonly records: readonly string[];
  readonly isOver: () => boolean;
}

/** Opens a record, saves some times over what it was told last, opens another one. */
async function saveOn(client: ChaosClient, { random, records, isOver }: Turns): Promise<void> {
  while (!isOver()) {
    const record = records[random.below(records.length)] ?? '';
    let base = await client.read(record);
    while (base !== undefined && !isOver() && random.chance(0.7)) base = await client.save(record, base);
  }
}

async function readFinal(url: string, record: string): Promise<FinalRead> {
  const startedAt = performance.now();
  const seen = await readRecord(url, record);
  if (seen === undefined) throw new Error(`No server answers for ${record} when all is quiet.`);
  const { version, writer, list } = seen;
  const id = `final of ${record} at ${url}`;
  const endedAt = performance.now();
  return { kind: 'final', id, client: 'reader', record, startedAt, endedAt, version, writer, list };
}
