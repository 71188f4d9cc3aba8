import { isPlainObject } from '../../core/index.js';
import { digest } from '../token/digest.js';
import type { VersionStrategy } from './strategy.js';

const versionBits = 62;

/**
 * Makes a hash of a record's content its version: the same content has the same token, even after a backup was restored. A record that
 * went from A to B and back to A takes a form that was opened at the first A, which has lost nothing.
 */
export function contentHash(): VersionStrategy {
  return {
    kind: 'contentHash',
    next: ({ before, value, isDeleted }) =>
      hashContent(isDeleted ? ['deleted', before?.version ?? '', value] : value),
    covers: () => true,
  };
}

/** Hashes a JSON value, whatever the order of its keys, to a number that every database's integers hold. */
export async function hashContent(value: unknown): Promise<string> {
  const bytes = await digest([canonical(value)]);
  const number = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  // 0 would mean that there is no version.
  return String(BigInt.asUintN(versionBits, number) || 1n);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
