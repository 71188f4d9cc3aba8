const databaseName = 'noclobber';

/** What this browser keeps: drafts by place and slot, saves in the order in which they were made, and who is sending them. */
const stores = {
  drafts: ['userId', 'url', 'id', 'slot'],
  saves: 'order',
  leases: 'name',
} as const;

type StoreName = keyof typeof stores;

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => {
      for (const [name, keyPath] of Object.entries(stores)) {
        request.result.createObjectStore(name, { keyPath: keyPath as string | string[] });
      }
    });
    request.addEventListener('success', () => {
      const database = request.result;
      const forget = () => (opened = undefined);
      database.addEventListener('close', forget);
      database.addEventListener('versionchange', () => {
        database.close();
        forget();
      });
      resolve(database);
    });
    request.addEventListener('error', () => reject(request.error));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * Works on one store in a transaction of its own. `work` asks for all it wants at once, or answers a request with another one.
 *
 * @param step.isDurable the disk must have it, not only the system's cache: for what no open form holds any more.
 * @returns the result of the request that `work` returned, once the transaction is complete.
 * @throws DOMException where the browser refuses to keep anything, or has no room.
 */
export async function inStore<R>(
  step: { readonly store: StoreName; readonly mode: IDBTransactionMode; readonly isDurable?: boolean },
  work: (store: IDBObjectStore) => IDBRequest<R>,
): Promise<R> {
  const { store, mode, isDurable = false } = step;
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: isDurable ? 'strict' : 'relaxed' });
    const request = work(transaction.objectStore(store));
    transaction.addEventListener('complete', () => resolve(request.result));
    transaction.addEventListener('abort', () => reject(transaction.error ?? request.error));
  });
}
