import { versionAfter, type VersionStrategy } from './strategy.js';

/**
 * Counts as `autoIncrement` does, and has the database count as well, so that writers past the kit (a script, another program) are
 * seen. Where the store has no triggers, nobody can write past it.
 */
export function trigger(): VersionStrategy {
  return { kind: 'trigger', next: ({ before }) => versionAfter(before), covers: () => true };
}
