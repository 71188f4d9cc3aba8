import type { RecordValue } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import { createFormSession } from './createFormSession.js';
import type { FormSession, FormSessionOptions } from './formSession.js';

/** Makes a session of an edit that no form shows: of a mutation, of a save that waited. */
export function createEdit<T extends RecordValue>(
  resource: FormSessionOptions<T>['resource'],
  { base, mine }: { readonly base: Versioned<T>; readonly mine: T },
): FormSession<T> {
  let values = mine;
  const session = createFormSession<T>({
    resource,
    isNew: false,
    port: {
      isWhole: true,
      getValues: () => values,
      start() {},
      setValues: (edit) => (values = edit.mine),
      validate: async () => values,
      showErrors() {},
    },
  });
  session.take(base);
  return session;
}
