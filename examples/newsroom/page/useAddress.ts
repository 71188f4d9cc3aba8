import { useCallback, useSyncExternalStore } from 'react';

/** The article in the page's address: an id, `null` for a new one, undefined where the address names none. */
export type Address = string | null | undefined;

/** Reads and sets which article the page's address names. */
export function useAddress() {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const go = useCallback((address: Address, { replace = false } = {}) => {
    const url = hrefOf(address);
    if (url === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    for (const listener of listeners) listener();
  }, []);
  return { address: addressIn(search), go };
}

export function hrefOf(address: Address): string {
  if (address === undefined) return '/';
  return address === null ? '/?new' : `/?article=${encodeURIComponent(address)}`;
}

function addressIn(search: string): Address {
  const query = new URLSearchParams(search);
  return query.get('article') ?? (query.has('new') ? null : undefined);
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}
