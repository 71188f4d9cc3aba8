import { sql } from 'kysely';
import { isPostgres, type Database } from '../tables.js';
import { mostRows, readLastNumbers, type FollowedRow, type FollowedTable } from './followedTable.js';
import { gapsBetween, withoutSeen, type Gap } from './gaps.js';

/** Reads what was added since the last time, no more than `mostRows` at once. */
export type FollowTable = () => Promise<readonly FollowedRow[]>;

/** How long a number that was given out is waited for. A transaction of the kit takes seconds at most. */
const keepGapsMs = 120_000;

/** Begins to follow a table. */
export function followTable(db: Database, table: FollowedTable): Promise<FollowTable> {
  return isPostgres(db) ? followOutOfOrder(db, table) : followInOrder(db, table);
}

/** PostgreSQL gives numbers out in one order and commits them in another: what was skipped is looked for again. */
async function followOutOfOrder(db: Database, table: FollowedTable): Promise<FollowTable> {
  const last = await readLastNumbers(db, table);
  const [first = 1] = last;
  let cursor = last.at(-1) ?? 0;
  // Those below the last ones may still be on their way.
  let gaps = gapsBetween(last.length < mostRows ? 0 : first - 1, last, Date.now());
  return async () => {
    const late = gaps.length === 0 ? [] : await table.read(db, isIn(gaps));
    gaps = withoutSeen(gaps, late.map(toSeq)).filter(({ at }) => at > Date.now() - keepGapsMs);
    const fresh = await table.read(db, isAfter(cursor));
    gaps = [...gaps, ...gapsBetween(cursor, fresh.map(toSeq), Date.now())];
    cursor = fresh.at(-1)?.seq ?? cursor;
    return [...late, ...fresh];
  };
}

/** In SQLite one writes after the other. */
async function followInOrder(db: Database, table: FollowedTable): Promise<FollowTable> {
  let cursor = (await readLastNumbers(db, table)).at(-1) ?? 0;
  return async () => {
    const fresh = await table.read(db, isAfter(cursor));
    cursor = fresh.at(-1)?.seq ?? cursor;
    return fresh;
  };
}

function isAfter(cursor: number) {
  return sql<boolean>`seq > ${cursor}`;
}

function isIn(gaps: readonly Gap[]) {
  const [from, to] = [gaps.map((gap) => gap.from), gaps.map((gap) => gap.to)];
  return sql<boolean>`seq in (select generate_series(start, stop)
    from unnest(${from}::bigint[], ${to}::bigint[]) as gap (start, stop))`;
}

function toSeq({ seq }: FollowedRow): number {
  return seq;
}
