import { sql, type Generated } from 'kysely';
import type { FeedEvent } from '../../../feed/feedEvent.js';
import { isPostgres, type Database } from '../tables.js';
import { inWriteTransaction } from '../transaction.js';
import { holdSetUp } from '../versionTable.js';
import { mostRows, seqText, type FollowedTable } from './followedTable.js';

/** What the history does not hold, for a few minutes. */
type EventTables = {
  noclobber_events: {
    seq: Generated<number>;
    /** The store that tells it. */
    sender: string;
    /** When, in milliseconds. */
    at: number;
    event: string;
  };
};

const keepMs = 600_000;

/** Makes the table where it is missing. */
export async function setUpEventTable(db: Database): Promise<void> {
  await inWriteTransaction(db, async (transaction) => {
    await holdSetUp(transaction);
    const isCounted = isPostgres(db);
    await transaction.schema
      .createTable('noclobber_events')
      .ifNotExists()
      .addColumn('seq', isCounted ? 'bigserial' : 'integer', (column) =>
        isCounted ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('sender', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .execute();
    return { isKept: true, result: undefined };
  });
}

/** Adds events, and takes old ones out. */
export async function insertEvents(
  db: Database,
  { sender, events }: { readonly sender: string; readonly events: readonly FeedEvent[] },
): Promise<void> {
  const at = Date.now();
  const tables = db.withTables<EventTables>();
  const rows = events.map((event) => ({ sender, at, event: JSON.stringify(event) }));
  for (let from = 0; from < rows.length; from += mostRows) {
    await tables
      .insertInto('noclobber_events')
      .values(rows.slice(from, from + mostRows))
      .execute();
  }
  await tables
    .deleteFrom('noclobber_events')
    .where('at', '<', at - keepMs)
    .execute();
}

/** What other stores have added. */
export function eventTable(self: string): FollowedTable {
  return {
    name: 'noclobber_events',
    async read(db, condition) {
      const rows = await db
        .withTables<EventTables>()
        .selectFrom('noclobber_events')
        .where(condition)
        .select(['sender', 'event', seqText.as('number')])
        .orderBy(sql`seq`)
        .limit(mostRows)
        .execute();
      return rows.map(({ sender, event, number }) => ({
        seq: Number(number),
        event: sender === self ? undefined : JSON.parse(event),
      }));
    },
  };
}
