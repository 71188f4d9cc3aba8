import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { FeedEvent } from '../../../feed/feedEvent.js';
import type { Database } from '../tables.js';

/** A row that tells what happened; without an event where this process knows it already. */
export interface FollowedRow {
  readonly seq: number;
  readonly event: FeedEvent | undefined;
}

/** A table whose rows tell what happened, numbered by `seq`. */
export interface FollowedTable {
  readonly name: string;
  /** Reads rows, oldest first. */
  read(db: Database, condition: Expression<SqlBool>): Promise<readonly FollowedRow[]>;
}

/** How many are read at once. */
export const mostRows = 1000;

/** The number of a row as text: a driver may give it as one or the other. */
export const seqText: RawBuilder<string> = sql<string>`cast(seq as text)`;

/** Gives the highest numbers, in order; no more than are read at once. */
export async function readLastNumbers(db: Database, { name }: FollowedTable): Promise<readonly number[]> {
  const { rows } = await sql<{ number: string }>`select ${seqText} as number from ${sql.table(name)}
    order by seq desc limit ${sql.lit(mostRows)}`.execute(db);
  return rows.map(({ number }) => Number(number)).toReversed();
}
