import { boundBytes } from './json/boundBytes.js';
import type { RecordRef } from './recordRef.js';
import type { StoredVersion } from './store.js';

/**
 * Versions that were handed out lately, by record and token. What is stored may be another by now, even under the same number (a
 * backup was restored, somebody wrote past the kit), so this only says what a write is to be compared with.
 */
export interface RecentVersions {
  keep(ref: RecordRef, token: string, stored: StoredVersion): void;
  find(ref: RecordRef, token: string): StoredVersion | undefined;
  /** Lets go of what is not current any more: it would only be refused. */
  drop(token: string): void;
}

const mostVersions = 1000;
const longestBytes = 20_000;

/** Spares a save the read before it: who saves has mostly read the record here, a moment ago. */
export function createRecentVersions(): RecentVersions {
  const kept = new Map<string, { readonly ref: RecordRef; readonly stored: StoredVersion }>();
  return {
    keep(ref, token, stored) {
      if (!isShort(stored)) return;
      kept.delete(token);
      kept.set(token, { ref, stored });
      if (kept.size <= mostVersions) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
    find(ref, token) {
      const found = kept.get(token);
      // A token proves nothing yet: another tenant may have sent it.
      return found && isSameRecord(found.ref, ref) ? found.stored : undefined;
    },
    drop(token) {
      kept.delete(token);
    },
  };
}

/** The same where values are handed to code that may change them. */
export function keepCopies(recent: RecentVersions): RecentVersions {
  return {
    ...recent,
    keep(ref, token, stored) {
      if (isShort(stored)) recent.keep(ref, token, JSON.parse(JSON.stringify(stored)));
    },
  };
}

function isShort({ value, json }: StoredVersion): boolean {
  return (json?.length ?? boundBytes(value, longestBytes)) <= longestBytes;
}

function isSameRecord(a: RecordRef, b: RecordRef): boolean {
  return a.id === b.id && a.resource === b.resource && a.tenant === b.tenant;
}
