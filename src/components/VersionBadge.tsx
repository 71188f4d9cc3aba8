import type { Versioned } from '../core/index.js';
import { formMessages, useMessages, useNoClobber } from '../react/index.js';
import { useHydrated } from './useHydrated.js';
import { whenMade, whoIn } from './who.js';

export interface VersionBadgeProps<T> {
  /** What the page shows; with `null` nothing is shown. */
  readonly record: Versioned<T> | null | undefined;
}

/** Which version of a record a page shows, and who made it. Never the token: that is for the server. */
export function VersionBadge<T>({ record }: VersionBadgeProps<T>) {
  const messages = useMessages(formMessages);
  const { userId } = useNoClobber();
  const isHydrated = useHydrated();
  const change = record?.change;
  if (!change) return null;
  // A server doesn't know the reader's time zone.
  const when = isHydrated ? whenMade(change, messages) : '';
  return (
    <span className="nc nc-version">
      {change.version && <span className="nc-badge">{messages.versionNumber(change.version)}</span>}{' '}
      <span className="nc-muted">
        {change.by.id === userId
          ? messages.versionByYou(when)
          : messages.versionBy(whoIn(change, { messages, userId }), when)}
      </span>
    </span>
  );
}
