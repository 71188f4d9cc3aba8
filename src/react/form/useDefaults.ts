import { useEffect, useRef } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { FormSession } from '../session/formSession.js';

/** Fetches a new record's defaults, once; what was typed meanwhile stays. */
export function useDefaults<T extends RecordValue>(
  session: FormSession<T>,
  fetchDefaults: (() => Promise<unknown>) | undefined,
): void {
  const isFetched = useRef(false);
  useEffect(() => {
    if (!fetchDefaults || isFetched.current) return;
    isFetched.current = true;
    fetchDefaults().then(session.fill, (thrown: unknown) =>
      session.failToLoad(
        thrown instanceof Error ? thrown : new Error('The defaults could not be read.', { cause: thrown }),
      ),
    );
  }, [session, fetchDefaults]);
}
