import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Fault } from './faultyProxy.js';
import type { Fleet } from './fleet.js';
import type { Trouble } from './recordRun.js';
import type { Random } from './seeded.js';

export interface TroubleOptions {
  readonly fleet: Fleet;
  readonly random: Random;
  /** Whether servers are killed, one about every second. @default false */
  readonly kills?: boolean;
  /** A database that is crashed once, after so many seconds. */
  readonly crash?: { readonly database: { crash(): Promise<void> }; readonly afterMs: number };
}

const latestMs = 1500;

/** Cuts and delays requests and answers; if wanted, kills servers and the database under them. */
export function makeTrouble({ fleet, random, kills = false, crash }: TroubleOptions): Trouble {
  const counts = { kills: 0, crashes: 0 };
  const stop = new AbortController();
  const { signal } = stop;
  let work: Promise<unknown> = Promise.resolve();

  const killInTurn = async () => {
    while (await waited(700 + random.below(600), signal)) {
      if (await fleet.kill(random.below(fleet.urls.length))) counts.kills++;
    }
  };
  const crashOnce = async () => {
    if (crash === undefined || !(await waited(crash.afterMs, signal))) return;
    await crash.database.crash();
    counts.crashes++;
  };
  const end = async () => {
    stop.abort();
    fleet.disturb(undefined);
    await work;
  };
  onTestFinished(end);
  return {
    start() {
      fleet.disturb((toward) => nextFault(toward, random));
      work = Promise.all([kills && killInTurn(), crashOnce()]);
      // It is told by `end`, which waits for it.
      work.catch(() => undefined);
    },
    counts: () => counts,
    async calm() {
      await end();
      await fleet.whole();
      await pause(latestMs + 500);
    },
  };
}

/** 5 of 100 answers are cut; requests are cut as well, or come when their client has long given up. */
function nextFault(toward: 'server' | 'client', random: Random): Fault {
  const share = random.next();
  if (share < (toward === 'client' ? 0.05 : 0.01)) return { kind: 'cut', bytes: random.below(200) };
  if (share < 0.08) return { kind: 'delay', ms: random.below(200) };
  if (share < 0.1 && toward === 'server') return { kind: 'late', ms: random.below(latestMs) };
  return { kind: 'none' };
}

/** Tells whether the whole time has gone by. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal }).catch(() => false);
}
