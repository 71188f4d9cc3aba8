import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Kysely } from 'kysely';
import { problemBase } from '../core/index.js';
import {
  createVersionChecker,
  hmacSigner,
  isStoreUnavailableError,
  type Authorize,
  type VersionChecker,
} from '../server/index.js';
import { isPostgresUrl, needPackage, openDatabase, unusable } from './database.js';
import { StartError } from './errors.js';
import { readOrMakeSigningKeys, readSigningKeys, type SigningKeys } from './signingKeys.js';

export interface ServeOptions {
  /** The SQLite file, made where there is none; or the address of a PostgreSQL database: `postgres://…`. */
  readonly db: string;
  readonly resources: readonly string[];
  /** 0 takes a free one. @default 8787 */
  readonly port?: number;
  /** Anything but this machine needs `authorize`. @default '127.0.0.1' */
  readonly host?: string;
  /** The file with the signing keys. @default `<db>.keys.json`, made where there is none; with PostgreSQL a table beside the records */
  readonly keysPath?: string;
  /** Other web sites whose pages may call. @default none */
  readonly origins?: readonly string[];
  /** How long a lock lasts that is not renewed, 1 second to 30 minutes. @default 3 minutes */
  readonly lockMs?: number;
  /** How processes on one PostgreSQL hear of each other's changes. @default 'notify' */
  readonly feed?: 'notify' | 'poll';
  /** @default development mode: everybody is who they say */
  readonly authorize?: Authorize;
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  readonly checker: VersionChecker;
  /** Where the signing keys are kept: a file, or a table. */
  readonly keysPlace: string;
  /** They were made just now. */
  readonly hasNewKeys: boolean;
  /** Answers what has been asked, then closes the database. */
  close(): Promise<void>;
}

const longestCloseMs = 3000;
/** The locks of a page are asked for by address, with up to a thousand ids. Node takes 16 KiB. */
const maxHeaderSize = 64 * 1024;
const sweepMs = 50;

/**
 * Starts a version checker on a SQLite file or a PostgreSQL database.
 *
 * @throws StartError when a package is missing, the port is taken or the database can't be used.
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { db, resources, port = 8787, host = '127.0.0.1', origins, lockMs, feed, authorize } = options;
  if (!authorize && !isLoopback(host)) {
    throw new StartError(
      `Without authorize everybody is who they say, so the server listens on this machine only, not on ${host}. Use --host 127.0.0.1.`,
    );
  }
  const { createAdaptorServer } = await needPackage('@hono/node-server', {
    command: 'serve',
    load: () => import('@hono/node-server'),
  });
  const { database, sql } = await openDatabase(db, 'serve');
  try {
    const { keys, isNew, place } = await loadKeys(options, database);
    const store = sql.sqlStore(database, feed ? { feed } : {});
    const checker = createVersionChecker({
      store,
      signer: hmacSigner({ keys }),
      resources: Object.fromEntries(resources.map((resource) => [resource, {}])),
      ...(origins && { origins }),
      ...(lockMs !== undefined && { locks: { ttlMs: lockMs } }),
      ...(authorize && { authorize }),
    });
    await checker.setUp().catch((cause: unknown) => {
      if (isStoreUnavailableError(cause)) throw unusable(db, cause);
      throw new StartError(cause instanceof Error ? cause.message : String(cause), { cause });
    });
    // Without TLS options the adaptor makes a plain HTTP server.
    const answer = (request: Request) =>
      authorize || isLoopback(new URL(request.url).hostname) ? checker.fetch(request) : refuseHost();
    const server = createAdaptorServer({ fetch: answer, serverOptions: { maxHeaderSize } }) as Server;
    const answering = countAnswers(server);
    const url = await listen(server, { port, host });
    const close = async () => {
      const isStopped = stop(server, answering);
      // Streams of events would keep the server from stopping.
      await checker.close();
      await isStopped;
      // What the last answers changed is passed on to other processes.
      await checker.close();
      await database.destroy();
    };
    return { url, checker, keysPlace: place, hasNewKeys: isNew, close };
  } catch (error) {
    await database.destroy();
    throw error instanceof TypeError ? new StartError(error.message, { cause: error }) : error;
  }
}

async function loadKeys(
  { db, keysPath }: ServeOptions,
  database: Kysely<unknown>,
): Promise<SigningKeys & { readonly place: string }> {
  if (keysPath !== undefined) return { ...(await readSigningKeys(keysPath)), place: keysPath };
  if (isPostgresUrl(db)) {
    const { readOrMakeStoredKeys } = await import('./storedSigningKeys.js');
    const keys = await readOrMakeStoredKeys(database).catch((cause: unknown) => {
      throw unusable(db, cause);
    });
    return { ...keys, place: 'the table noclobber_keys' };
  }
  const path = `${db}.keys.json`;
  const keys = await readOrMakeSigningKeys(path).catch((cause: unknown) => {
    throw cause instanceof StartError
      ? cause
      : new StartError(
          `The key file ${path} can't be made. Is its folder there, and may this user write to it?`,
          { cause },
        );
  });
  return { ...keys, place: path };
}

/** A page of another site can point a name of its own at this machine; in development mode nothing else would stop it. */
function refuseHost(): Response {
  const problem = {
    type: `${problemBase}forbidden`,
    title: 'Not allowed',
    status: 403,
    detail:
      'In development mode this server answers to localhost and 127.0.0.1 only. Use one of them in the address.',
  };
  return Response.json(problem, { status: 403, headers: { 'Content-Type': 'application/problem+json' } });
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '::1' ||
    host === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error & { readonly code?: string }) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is taken. Choose another one' : `can't be used (${cause.code})`;
      reject(new StartError(`Port ${port} on ${host} ${why}.`, { cause }));
    });
    server.listen(port, host, () => {
      // A server that listens on a port has an address with one.
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
    });
  });
}

/** Counts the answers that are being given. */
function countAnswers(server: Server): () => number {
  let count = 0;
  server.on('request', (_request, response) => {
    count += 1;
    response.once('close', () => (count -= 1));
  });
  return () => count;
}

function stop(server: Server, answering: () => number): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), longestCloseMs);
    // Browsers open connections before they need them, which do not count as idle.
    const sweep = setInterval(() => {
      if (answering() === 0) server.closeAllConnections();
    }, sweepMs);
    server.close(() => {
      clearTimeout(impatience);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
