#!/usr/bin/env node
import { StartError, UsageError } from './errors.js';
import { runServe, serveUsage } from './serveCommand.js';
import { runTriggers, triggersUsage } from './triggersCommand.js';

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  serve: runServe,
  triggers: runTriggers,
};
const usage = `${serveUsage}\n\n${triggersUsage}`;

async function run([command, ...args]: readonly string[]): Promise<void> {
  if (command === '--help' || args.includes('--help')) return console.log(usage);
  const start = command !== undefined && Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (start === undefined) {
    throw new UsageError(
      command === undefined ? 'A command is needed.' : `There is no command "${command}".`,
    );
  }
  await start(args);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
