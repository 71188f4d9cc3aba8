import type { PoolClient, Query, QueryResult } from 'pg';
import { isFixed } from './statement.js';

/**
 * Gives what has the statements of single saves prepared on a connection: the database reads and plans them once, which takes longer
 * than such a save. All others are sent as they are, an application's own among them.
 */
export function createPreparing(Statement: typeof Query): (client: PoolClient) => void {
  const names = new Map<string, string>();
  let made = 0;

  function nameOf(text: string): string {
    const name = names.get(text) ?? `noclobber_${++made}`;
    names.set(text, name);
    return name;
  }

  return (client) => {
    const query = client.query.bind(client);
    const prepared = (text: string, values: unknown[]) =>
      new Promise<QueryResult>((resolve, reject) => {
        const statement = new Statement(text, values, (error: Error | undefined, result: unknown) => {
          // Under another name it is prepared again.
          if (isUnprepared(error)) names.delete(text);
          if (error) reject(error);
          // Of one statement, pg gives one result.
          else resolve(result as QueryResult);
        });
        // As the option `name` of a query, which pg copies at some length.
        query(Object.assign(statement, { name: nameOf(text) }));
      });
    // What is prepared is called as Kysely does, with a text and a list, and awaited.
    client.query = ((...args: [text: string, values: unknown[]]) =>
      isFixed(args[0]) ? prepared(...args) : query(...args)) as typeof client.query;
  };
}

/** Somebody threw the connection's statements away, as poolers do between two users. The same work succeeds when it is done again. */
export function isUnprepared(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '26000';
}
