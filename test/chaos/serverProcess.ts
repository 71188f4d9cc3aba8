import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const running = new Set<ChildProcess>();
// Tests that are broken off leave nothing behind: not here, nor where only the process that started this one has ended.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
process.once('disconnect', () => process.exit());

export interface ServerProcess {
  readonly url: string;
  /** Ends it at once, and waits until it has gone. */
  kill(): Promise<void>;
}

/** Runs a TypeScript program that says `listening on URL`, and waits until it does. */
export async function startProcess(program: readonly string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const url = await Promise.race([
    listening(child.stdout),
    ended.then(() => Promise.reject(new Error(`The server ended before it listened: ${errors}`))),
  ]);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function listening(output: NodeJS.ReadableStream): Promise<string> {
  let printed = '';
  return new Promise((resolve) => {
    output.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /^listening on (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
