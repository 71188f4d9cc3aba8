import type { JsonObject } from '../../core/index.js';
import type { StoredVersion, StrategyKind } from '../store.js';

/** A change that a version is made for. */
export interface VersionedChange {
  /** Absent for a record that never existed. */
  readonly before: StoredVersion | undefined;
  /** What the record becomes; of a deletion, what it was. */
  readonly value: JsonObject;
  readonly isDeleted: boolean;
  /** The time in milliseconds. */
  readonly now: number;
}

/** How the server makes versions. A version is a number from 1 to 2^63-1 in decimal. */
export interface VersionStrategy {
  readonly kind: StrategyKind;
  /** Makes the version after a change; the one before where the change makes none. */
  next(change: VersionedChange): string | Promise<string>;
  /** Tells whether a field belongs to what the version speaks for. */
  covers(field: string): boolean;
}

/** The version behind another one. */
export function versionAfter(before: StoredVersion | undefined): string {
  return String(BigInt(before?.version ?? '0') + 1n);
}
