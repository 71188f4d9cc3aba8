import { versionAfter, type VersionStrategy } from './strategy.js';

/** Counts every change of a record: 1, 2, 3. The default. */
export function autoIncrement(): VersionStrategy {
  return { kind: 'autoIncrement', next: ({ before }) => versionAfter(before), covers: () => true };
}
