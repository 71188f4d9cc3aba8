import { versionAfter, type VersionStrategy } from './strategy.js';

/**
 * Makes the time of a change its version, in microseconds since 1970; where the clock stands still or goes back, the version still
 * rises by one. Versions then say by themselves which change came later, within one record.
 */
export function timestamp(): VersionStrategy {
  return {
    kind: 'timestamp',
    next({ before, now }) {
      const after = BigInt(versionAfter(before));
      const micros = BigInt(Math.trunc(now * 1000));
      return String(micros > after ? micros : after);
    },
    covers: () => true,
  };
}
