import { useSyncExternalStore } from 'react';
import type { Versioned } from '../core/index.js';
import { useNoClobber } from '../react/index.js';
import { whenMade, whoMade } from './who.js';

export interface VersionBadgeProps<T> {
  /** What the page shows; with `null` nothing is shown. */
  readonly record: Versioned<T> | null | undefined;
}

/** Which version of a record a page shows, and who made it. Never the token: that is for the server. */
export function VersionBadge<T>({ record }: VersionBadgeProps<T>) {
  const config = useNoClobber();
  const isHydrated = useSyncExternalStore(subscribe, isHere, isNotYet);
  const change = record?.change;
  if (!change) return null;
  const { messages } = config;
  // A server doesn't know the reader's time zone.
  const when = isHydrated ? whenMade(change, messages) : '';
  return (
    <span className="nc nc-version">
      {change.version && <span className="nc-badge">{messages.versionNumber(change.version)}</span>}{' '}
      <span className="nc-muted">{messages.versionBy(whoMade(change, config), when)}</span>
    </span>
  );
}

const subscribe = () => () => {};
const isHere = () => true;
const isNotYet = () => false;
