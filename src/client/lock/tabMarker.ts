import type { Dialect } from '../dialect.js';
import { withTab } from '../send.js';
import type { RecordLock } from './recordLock.js';

/** Says of a lock whether it is held in the tab of this page. */
export type MarkTab = <Lock extends RecordLock | null>(lock: Lock) => Lock;

/** Makes what knows this page's tab as the server does. */
export function tabMarker({
  dialect,
  headers,
}: {
  readonly dialect: Pick<Dialect, 'live'>;
  readonly headers: () => HeadersInit;
}): MarkTab {
  const { live } = dialect;
  return (lock) => {
    if (!live || !lock) return lock;
    const tab = decoded(withTab(headers(), dialect).get(live.tabHeader) ?? '');
    return { ...lock, holder: { ...lock.holder, isThisTab: lock.holder.tab === tab } };
  };
}

/** An app's own header may be no percent-encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
