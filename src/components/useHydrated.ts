import { useSyncExternalStore } from 'react';

/** Tells whether a reader is there: a server doesn't know their time zone. */
export function useHydrated(): boolean {
  return useSyncExternalStore(subscribe, isHere, isNotYet);
}

const subscribe = () => () => {};
const isHere = () => true;
const isNotYet = () => false;
