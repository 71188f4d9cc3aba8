import type { PoolClient, Query, QueryResult } from 'pg';

/** Each is kept by the database for as long as the connection lasts. */
const mostStatements = 250;

/**
 * Gives what has a connection's statements prepared: the database reads and plans them once, which takes longer than a save of one
 * record. Texts that come after many others are sent as they are.
 */
export function createPreparing(Statement: typeof Query): (client: PoolClient) => void {
  const names = new Map<string, string>();
  let made = 0;

  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostStatements) return known;
    made += 1;
    names.set(text, `noclobber_${made}`);
    return names.get(text);
  }

  return (client) => {
    const query = client.query.bind(client);
    const prepared = (text: string, values: unknown[], name: string) =>
      new Promise<QueryResult>((resolve, reject) => {
        const statement = new Statement(text, values, (error: Error | undefined, result: unknown) => {
          // A table was changed since: its statement is prepared again, under another name.
          if (isOutdatedPlan(error)) names.delete(text);
          if (error) reject(error);
          // Of one statement, pg gives one result.
          else resolve(result as QueryResult);
        });
        // As the option `name` of a query, which pg copies at some length.
        query(Object.assign(statement, { name }));
      });
    // Kysely calls it with a text and a list, and awaits what it gives.
    client.query = ((text: string, values?: unknown[]) => {
      const name = typeof text === 'string' && values ? nameOf(text) : undefined;
      return name === undefined || !values ? query(text, values) : prepared(text, values, name);
    }) as typeof client.query;
  };
}

/** Tells that a table was changed after a statement was prepared, which only statements with `*` notice. */
function isOutdatedPlan(error: unknown): boolean {
  const isRefused = error instanceof Error && 'code' in error && error.code === '0A000';
  return isRefused && /cached plan/.test(error.message);
}
