import { useCallback, useSyncExternalStore } from 'react';
import type { RecordLock } from '../../client/index.js';
import type { peopleMessages, UseEditLock } from '../../react/index.js';
import { whenMade } from '../who.js';

/** Writes out since when and until when a lock is held. */
export function timesOf(
  { holder, since, expiresAt }: RecordLock,
  messages: typeof peopleMessages,
): { readonly since: string; readonly until: string } {
  const written = (at: string) => whenMade({ by: holder, at }, messages);
  return { since: written(since), until: written(expiresAt) };
}

/** How often a page looks how many minutes are left. */
const lookMs = 5_000;

/** How many minutes one's own lock still runs, rounded up from half a minute on; 0 is less than one. */
export function useMinutesLeft({ getRemainingMs }: Pick<UseEditLock, 'getRemainingMs'>): number {
  const subscribe = useCallback((listener: () => void) => {
    const looking = setInterval(listener, lookMs);
    return () => clearInterval(looking);
  }, []);
  const getMinutes = () => Math.round(getRemainingMs() / 60_000);
  return useSyncExternalStore(subscribe, getMinutes, getNone);
}

const getNone = () => 0;
