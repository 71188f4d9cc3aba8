import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { program } from '../server/built.js';

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts the built server in a process of its own. */
export async function startProcess(db: string, ...options: readonly string[]): Promise<ServerProcess> {
  const args = [program, 'serve', '--port', '0', '--db', db, '--resource', 'articles', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for (;;) {
    const [part] = await once(child.stdout, 'data');
    output += String(part);
    const url = /^listening on (\S+)$/m.exec(output)?.[1];
    if (url !== undefined) return { url, child };
  }
}

/** How much memory a process has; NaN where the system does not tell. */
export function residentBytesOf({ child }: ServerProcess): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(child, 'status'))?.[1];
  return Number(kibibytes ?? Number.NaN) * 1024;
}

/** How much processor time a process has used; NaN where the system does not tell. The kernel counts in hundredths of a second. */
export function cpuMsOf({ child }: ServerProcess): number {
  const [user, system] = readProc(child, 'stat').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
  return (Number(user) + Number(system)) * 10;
}

function readProc({ pid }: ChildProcess, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
