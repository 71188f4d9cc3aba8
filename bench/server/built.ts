import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// What is measured is what is installed: the built package, not the source that a loader translates while it runs.
const root = fileURLToPath(new URL('../..', import.meta.url));
execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const at = (file: string) => new URL(`../../dist/${file}`, import.meta.url);

/** The server's command, built. */
export const program = fileURLToPath(at('cli/noclobber.js'));

// The build has the types of its source.
const server = (await import(at('entries/server.js').href)) as typeof import('noclobber/server');
const sql = (await import(at('entries/server-sql.js').href)) as typeof import('noclobber/server/sql');

export const { createVersionChecker, hmacSigner } = server;
export const { openPostgres, openSqlite, sqlStore } = sql;
