import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { callOf, type Call } from '../server/openServer.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface SpawnedServer {
  readonly url: string;
  readonly call: Call;
  /** What it has printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** Runs the command as a person does, and waits for its end. */
export function runCommand(args: readonly string[], nodeOptions: readonly string[] = []): Promise<Ended> {
  return start(args, nodeOptions).ended;
}

/** Starts `noclobber serve` in a process of its own and waits until it listens. */
export async function spawnServer(...args: readonly string[]): Promise<SpawnedServer> {
  const { child, ended, printed } = start(['serve', '--port', '0', ...args]);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = await Promise.race([
    printed(/^listening on (\S+)$/m),
    ended.then(({ errors }) => Promise.reject(new Error(`The server ended: ${errors}`))),
  ]);
  return {
    url,
    call: callOf(fetch, url),
    output: () => child.log.output,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function start(args: readonly string[], nodeOptions: readonly string[] = []) {
  const argv = [...nodeOptions, '--import', 'tsx', 'src/cli/noclobber.ts', ...args];
  const process_ = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = { output: '', errors: '' };
  process_.stdout.setEncoding('utf8').on('data', (text: string) => (log.output += text));
  process_.stderr.setEncoding('utf8').on('data', (text: string) => (log.errors += text));
  const ended = once(process_, 'close').then(([code]): Ended => ({
    code: typeof code === 'number' ? code : null,
    ...log,
  }));
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const found = pattern.exec(log.output)?.[1];
        if (found !== undefined) resolve(found);
      };
      process_.stdout.on('data', look);
    });
  return { child: Object.assign(process_, { log }), ended, printed };
}
