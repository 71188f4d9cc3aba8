import { UsageError } from './errors.js';
import { readOptions, readTarget, splitList } from './readArguments.js';
import { startServer, type RunningServer, type ServeOptions } from './serve.js';

export const serveUsage = `noclobber serve --db <file.sqlite | postgres://…> --resource <name>[,<name>…] [options]

Starts the reference server in development mode: everybody is who the header Noclobber-User says.

  --db <file or URL>   the SQLite file, made where there is none; or a PostgreSQL database, postgres://…
  --resource <names>   the kinds of record, separated by commas
  --port <number>      default 8787; 0 takes a free one
  --host <address>     default 127.0.0.1
  --keys <file>        the signing keys; default <db>.keys.json, with PostgreSQL a table; made where there are none
  --origin <origins>   other web sites whose pages may call, separated by commas
  --lock-ms <number>   how long a lock lasts that is not renewed, 1000 to 1800000 milliseconds; default 180000
  --feed <notify|poll> how processes on one PostgreSQL hear of each other's changes; default notify`;

/** Runs the server until it is told to stop. */
export async function runServe(args: readonly string[]): Promise<void> {
  const server = await startServer(readServeOptions(args));
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (server.hasNewKeys)
    console.log(`made a signing key in ${server.keysPlace} (keep it, and keep it secret)`);
  console.log(`listening on ${server.url}`);
  await warn(server);
}

/** Says what could lose data or go unseen, once. */
async function warn({ checker }: RunningServer): Promise<void> {
  const health = await checker.health().catch(() => undefined);
  for (const warning of health?.warnings ?? []) console.error(`warning: ${warning}`);
  for (const resource of health?.triggersMissing ?? [])
    console.error(`warning: the trigger of ${resource} is missing: writes past the kit go unseen.`);
}

function readServeOptions(args: readonly string[]): ServeOptions {
  const {
    port = '8787',
    host,
    keys,
    origin,
    'lock-ms': lockMs,
    feed,
    ...target
  } = readOptions(args, ['db', 'resource', 'port', 'host', 'keys', 'origin', 'lock-ms', 'feed']);
  const { db, resources } = readTarget(target);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    throw new UsageError('--port must be a number from 0 to 65535.');
  if (lockMs !== undefined && !isLockTime(lockMs))
    throw new UsageError('--lock-ms must be a number from 1000 to 1800000.');
  if (feed !== undefined && feed !== 'notify' && feed !== 'poll')
    throw new UsageError('--feed must be notify or poll.');
  return {
    db,
    resources,
    port: Number(port),
    ...(host !== undefined && { host }),
    ...(keys !== undefined && { keysPath: keys }),
    ...(origin !== undefined && { origins: splitList(origin) }),
    ...(lockMs !== undefined && { lockMs: Number(lockMs) }),
    ...(feed !== undefined && { feed }),
  };
}

function isLockTime(text: string): boolean {
  return /^\d{4,7}$/.test(text) && Number(text) >= 1000 && Number(text) <= 1_800_000;
}
