import { useEffect, useRef } from 'react';
import type { RecordValue } from '../../client/index.js';
import { asError } from '../session/asError.js';
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
    const read = () => {
      session.tellRead(null);
      fetchDefaults().then(session.fill, (thrown: unknown) => session.tellRead(asError(thrown), read));
    };
    read();
  }, [session, fetchDefaults]);
}
