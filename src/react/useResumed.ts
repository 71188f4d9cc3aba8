import { useEffect } from 'react';

/** Does something when this page, frozen by the browser, goes on. A page that is only looked at again is TanStack Query's to notice. */
export function useResumed(act: () => unknown): void {
  useEffect(() => {
    document.addEventListener('resume', act);
    return () => document.removeEventListener('resume', act);
  }, [act]);
}
