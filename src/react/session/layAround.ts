import { advance, type Rules, type Versioned } from '../../core/index.js';
import { isOlder } from '../newest.js';
import type { TheirChange } from '../notice.js';
import type { Adopted } from './adopted.js';
import { withNews } from './theirChanges.js';

/** How a form goes on from a record that was saved from it. */
interface LaidAround<T> {
  readonly newest: Versioned<T>;
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirChanges: readonly TheirChange[];
}

/** Goes on from a saved record; where a newer version was met already, from that, laid around what is typed. */
export function layAround<T extends { readonly id: string }>(
  saved: Adopted<T>,
  { latest, rules }: { readonly latest: Versioned<T> | null; readonly rules: Rules<T> | undefined },
): LaidAround<T> {
  const { record, base, mine, contested, change } = saved;
  const theirChanges = withNews([], { followed: [], contested, change });
  if (latest?.value.id !== record.value.id || !isOlder(latest, record)) {
    return { newest: record, base, mine, theirChanges };
  }
  const next = advance({ base, mine, theirs: latest }, rules);
  return {
    newest: latest,
    base: next.base,
    mine: next.mine,
    theirChanges: withNews(theirChanges, { ...next, change: latest.change }),
  };
}
