import type { RecordRef } from './recordRef.js';
import type { StoredVersion } from './store.js';

/** Versions that were handed out lately, by record and token. A version never changes, so what is kept of it can't be wrong. */
export interface RecentVersions {
  keep(ref: RecordRef, token: string, stored: StoredVersion): void;
  /** Gives a copy. */
  find(ref: RecordRef, token: string): StoredVersion | undefined;
  /** Lets go of what is not current any more: it would only be refused. */
  drop(ref: RecordRef, token: string): void;
}

const mostVersions = 1000;
const mostCharacters = 4096;

/** Spares a save the read before it: who saves has mostly read the record here, a moment ago. */
export function createRecentVersions(): RecentVersions {
  const texts = new Map<string, string>();
  return {
    keep(ref, token, stored) {
      const text = JSON.stringify(stored);
      if (text.length > mostCharacters) return;
      const name = nameOf(ref, token);
      texts.delete(name);
      texts.set(name, text);
      for (const oldest of texts.keys()) {
        if (texts.size <= mostVersions) break;
        texts.delete(oldest);
      }
    },
    find(ref, token) {
      const text = texts.get(nameOf(ref, token));
      return text === undefined ? undefined : JSON.parse(text);
    },
    drop(ref, token) {
      texts.delete(nameOf(ref, token));
    },
  };
}

/** A token proves nothing yet: another tenant may have sent it. */
function nameOf({ tenant, resource, id }: RecordRef, token: string): string {
  return JSON.stringify([tenant, resource, id, token]);
}
