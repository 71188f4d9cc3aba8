import { sql, type Kysely } from 'kysely';
import type { SigningKey } from '../server/index.js';
import { newSigningKey, type SigningKeys } from './signingKeys.js';

/** The number of the lock that everyone takes who makes keys; any number nobody else uses. */
const keyLock = 8_319_408;

/** Reads the keys in a PostgreSQL database, or makes one. When several processes start at once, all get the same. */
export function readOrMakeStoredKeys(database: Kysely<unknown>): Promise<SigningKeys> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(keyLock)})`.execute(transaction);
    // The oldest signs: a new key is added first, so that all processes can verify it, and the old one is taken away later.
    await sql`create table if not exists noclobber_keys
      (id text primary key, secret text not null, made_at timestamptz not null default now())`.execute(
      transaction,
    );
    const { rows } =
      await sql<SigningKey>`select id, secret from noclobber_keys order by made_at, id`.execute(transaction);
    if (rows.length > 0) return { keys: rows, isNew: false };
    const key = newSigningKey();
    await sql`insert into noclobber_keys (id, secret) values (${key.id}, ${key.secret})`.execute(transaction);
    return { keys: [key], isNew: true };
  });
}
