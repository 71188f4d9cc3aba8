import { inStore } from './database.js';
import { randomKey } from '../randomKey.js';

/** A page that is gone gives its lease up after so long. */
const leaseMs = 10_000;

/**
 * Does something in one page of this browser at a time; does nothing where another page is at it. By Web Locks, or by a lease in the
 * database where a page is served without TLS and has none.
 */
export async function exclusively(name: string, work: () => Promise<void>): Promise<void> {
  // A page without TLS has no locks, whatever the type says.
  const locks: LockManager | undefined = navigator.locks;
  if (locks) {
    await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
    return;
  }
  const holder = randomKey();
  if (!(await lease(name, holder, leaseMs))) return;
  const renewal = setInterval(() => void lease(name, holder, leaseMs), leaseMs / 3);
  try {
    await work();
  } finally {
    clearInterval(renewal);
    await lease(name, holder, 0);
  }
}

/** Takes or renews a lease for so long, in one transaction. Resolves to whether `holder` has it. */
async function lease(name: string, holder: string, ms: number): Promise<boolean> {
  let isMine = false;
  await inStore({ store: 'leases', mode: 'readwrite' }, (store) => {
    const read: IDBRequest<{ readonly holder: string; readonly until: number } | undefined> = store.get(name);
    read.addEventListener('success', () => {
      const known = read.result;
      const now = Date.now();
      isMine = !known || known.holder === holder || known.until <= now || known.until > now + leaseMs;
      if (isMine) store.put({ name, holder, until: now + ms });
    });
    return read;
  });
  return isMine;
}
