import type { VersionToken } from '../../../core/index.js';

/** Which version one's own changes made of which: whoever has seen the one knows the other. */
export interface OwnVersions {
  /** `before` is a token, or the id of a row that had none. */
  note(before: string, after: VersionToken): void;
  /** The version that is left of one where nobody else came between. */
  since(token: VersionToken, id: string): VersionToken;
}

/** Of older ones nobody is asked any more; a row of theirs would count as changed by others. */
const mostKept = 20_000;

export function createOwnVersions(): OwnVersions {
  const next = new Map<string, VersionToken>();
  return {
    note(before, after) {
      if (before === after) return;
      next.set(before, after);
      // Where tokens are made of content, an older version comes back: the way ends there.
      next.delete(after);
      if (next.size <= mostKept) return;
      const [oldest = ''] = next.keys();
      next.delete(oldest);
    },
    since(token, id) {
      let now = token;
      for (let after = next.get(token || id); after !== undefined; after = next.get(now)) now = after;
      return now;
    },
  };
}
