import { useCallback, useEffect, useRef } from 'react';

/**
 * Gives the focus back that a button loses when it is disabled while a save is on its way.
 *
 * @param isAway the save, or the dialog that it led to, is still there.
 * @returns what remembers where the focus is; to be called before the save.
 */
export function useFocusReturn(isAway: boolean): () => void {
  const last = useRef<Element>(null);
  useEffect(() => {
    if (isAway) return;
    // Whoever went elsewhere meanwhile stays there.
    if (document.activeElement === document.body && last.current instanceof HTMLElement) last.current.focus();
    last.current = null;
  }, [isAway]);
  return useCallback(() => {
    last.current = document.activeElement;
  }, []);
}
