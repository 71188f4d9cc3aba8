import { groupBy } from './history/groupBy.js';
import { isOk, isSight, type Operation } from './history/operation.js';

/** What happened in a run. */
export interface Counts {
  /** Acknowledged saves. */
  readonly saves: number;
  /** Of the record that has the fewest. */
  readonly savesPerRecord: number;
  readonly conflicts: number;
  readonly fails: number;
  /** Saves without an answer, and how many of them were seen in the records. */
  readonly infos: number;
  readonly storedInfos: number;
  readonly reads: number;
  /** Saves that were acknowledged when they were asked for again. */
  readonly replays: number;
  readonly kills: number;
  /** Of the database. */
  readonly crashes: number;
  readonly seconds: number;
}

export type Minimum = Partial<Counts>;

/** Counts what clients were told. */
export function countRun(
  operations: readonly Operation[],
): Omit<Counts, 'replays' | 'kills' | 'crashes' | 'seconds'> {
  const kinds = groupBy(operations, ({ kind }) => kind);
  const countOf = (kind: Operation['kind']) => kinds.get(kind)?.length ?? 0;
  const perRecord = [...groupBy(operations, ({ record }) => record).values()].map(
    (ofRecord) => ofRecord.filter(isOk).length,
  );
  const stored = new Set(operations.filter(isSight).map(({ writer }) => writer));
  return {
    saves: countOf('ok'),
    savesPerRecord: Math.min(...perRecord),
    conflicts: countOf('conflict'),
    fails: countOf('fail'),
    infos: countOf('info'),
    storedInfos: operations.filter(({ kind, id }) => kind === 'info' && stored.has(id)).length,
    reads: countOf('read'),
  };
}

/** Gives what is less than it has to be: without that, a run that stood still would pass. */
export function missing(counts: Counts, minimum: Minimum): Minimum {
  // A minimum has no other names.
  const names = Object.keys(minimum) as (keyof Counts)[];
  return Object.fromEntries(
    names.filter((name) => counts[name] < (minimum[name] ?? 0)).map((name) => [name, counts[name]]),
  );
}

export function isMissing(counts: Counts, minimum: Minimum): boolean {
  return Object.keys(missing(counts, minimum)).length > 0;
}

/** Tells a run's counts in one line. */
export function tellCounts(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${Number(count.toFixed(1))}`)
    .join(', ');
}
