#!/usr/bin/env node
import { StartError, UsageError } from './errors.js';
import { runServe, serveUsage } from './serveCommand.js';

async function run([command, ...args]: readonly string[]): Promise<void> {
  if (command === '--help' || args.includes('--help')) return console.log(serveUsage);
  if (command !== 'serve') {
    throw new UsageError(
      command === undefined ? 'A command is needed.' : `There is no command "${command}".`,
    );
  }
  await runServe(args);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${serveUsage}`);
    process.exit(2);
  }
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
