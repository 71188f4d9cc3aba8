import { parseArgs } from 'node:util';
import { UsageError } from './errors.js';
import { isPostgresUrl, startServer, type ServeOptions } from './serve.js';

export const serveUsage = `noclobber serve --db <file.sqlite | postgres://…> --resource <name>[,<name>…] [options]

Starts the reference server in development mode: everybody is who the header Noclobber-User says.

  --db <file or URL>   the SQLite file, made where there is none; or a PostgreSQL database, postgres://…
  --resource <names>   the kinds of record, separated by commas
  --port <number>      default 8787; 0 takes a free one
  --host <address>     default 127.0.0.1
  --keys <file>        the signing keys; default <db>.keys.json, with PostgreSQL a table; made where there are none
  --origin <origins>   other web sites whose pages may call, separated by commas`;

/** Runs the server until it is told to stop. */
export async function runServe(args: readonly string[]): Promise<void> {
  const server = await startServer(readServeOptions(args));
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (server.hasNewKeys)
    console.log(`made a signing key in ${server.keysPlace} (keep it, and keep it secret)`);
  console.log(`listening on ${server.url}`);
}

function readServeOptions(args: readonly string[]): ServeOptions {
  const { db, resource, port = '8787', host, keys, origin } = parse(args);
  if (db === undefined || resource === undefined) throw new UsageError('--db and --resource are needed.');
  if (db === '' || (/^[a-z][a-z\d+.-]+:\/\//i.test(db) && !isPostgresUrl(db)))
    throw new UsageError('--db must be the path of a SQLite file or start with postgres://.');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    throw new UsageError('--port must be a number from 0 to 65535.');
  return {
    db,
    resources: splitList(resource),
    port: Number(port),
    ...(host !== undefined && { host }),
    ...(keys !== undefined && { keysPath: keys }),
    ...(origin !== undefined && { origins: splitList(origin) }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { db: text, resource: text, port: text, host: text, keys: text, origin: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
