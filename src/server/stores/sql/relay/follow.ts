import { sql } from 'kysely';
import type { FeedEvent } from '../../../feed/feedEvent.js';
import { isPostgres, type Database } from '../tables.js';
import type { OwnRows } from './createOwnRows.js';
import { eventTable } from './eventTable.js';
import { mostRows } from './followedTable.js';
import { followTable } from './followTable.js';
import { historyTable } from './historyTable.js';

/** Reads what other processes have done since the last time; there may be more than is read at once. */
export type Follow = () => Promise<{ readonly events: readonly FeedEvent[]; readonly isMore: boolean }>;

/** Begins to follow what other processes do. */
export async function follow(
  db: Database,
  { own, self }: { readonly own: OwnRows; readonly self: string },
): Promise<Follow> {
  const isFile = !isPostgres(db);
  let seen = isFile ? await readDataVersion(db) : undefined;
  let isMore = false;
  const history = await followTable(db, historyTable(own));
  const others = await followTable(db, eventTable(self));
  return async () => {
    const now = isFile ? await readDataVersion(db) : undefined;
    // A file that nobody else has written to is left alone.
    if (isFile && now === seen && !isMore && own.count() < mostRows) return { events: [], isMore };
    const rows = [await history(), await others()];
    seen = now;
    isMore = rows.some((read) => read.length >= mostRows);
    return { events: rows.flat().flatMap(({ event }) => event ?? []), isMore };
  };
}

/** Changes when another connection has written to the file; this one's own writes do not count. */
async function readDataVersion(db: Database): Promise<number | undefined> {
  const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
  return rows[0]?.data_version;
}
