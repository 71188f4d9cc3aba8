import type { RecordRef } from './recordRef.js';
import type { StoredVersion } from './store.js';

/**
 * Versions that were handed out lately, by record and token. What is stored may be another by now, even under the same number (a
 * backup was restored, somebody wrote past the kit), so this only says what a write is to be compared with.
 */
export interface RecentVersions {
  keep(ref: RecordRef, token: string, stored: StoredVersion): void;
  /** Gives a copy. */
  find(ref: RecordRef, token: string): StoredVersion | undefined;
  /** Lets go of what is not current any more: it would only be refused. */
  drop(token: string): void;
}

const mostVersions = 1000;
const mostCharacters = 4096;

/** Spares a save the read before it: who saves has mostly read the record here, a moment ago. */
export function createRecentVersions(): RecentVersions {
  const kept = new Map<string, { readonly ref: RecordRef; readonly text: string }>();
  return {
    keep(ref, token, stored) {
      const text = JSON.stringify(stored);
      if (text.length > mostCharacters) return;
      kept.delete(token);
      kept.set(token, { ref, text });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostVersions) break;
        kept.delete(oldest);
      }
    },
    find(ref, token) {
      const found = kept.get(token);
      // A token proves nothing yet: another tenant may have sent it.
      return found && isSameRecord(found.ref, ref) ? JSON.parse(found.text) : undefined;
    },
    drop(token) {
      kept.delete(token);
    },
  };
}

function isSameRecord(a: RecordRef, b: RecordRef): boolean {
  return a.id === b.id && a.resource === b.resource && a.tenant === b.tenant;
}
