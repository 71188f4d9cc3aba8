import type { RecordLock } from './recordLock.js';

/** Whose a lock is, as the person at this page sees it. */
export type LockOwner = 'me' | 'my-other-tab' | 'others';

/** Tells whose a lock is. Without the person's id their own tab is still known, and their other tabs are taken for somebody else's. */
export function lockOwner({ holder }: RecordLock, userId: string | undefined): LockOwner {
  const isPersons = holder.id === userId;
  if (holder.isThisTab && (isPersons || userId === undefined)) return 'me';
  if (!isPersons) return 'others';
  // Where the server tells no tabs apart, a lock is held in all of them.
  return holder.tab === '' ? 'me' : 'my-other-tab';
}
