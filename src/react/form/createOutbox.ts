import {
  hold,
  nextOrder,
  putSave,
  removeSave,
  type RecordValue,
  type Resource,
  type SentSave,
} from '../../client/index.js';
import type { Outbox } from '../session/createWriter.js';

export interface OutboxOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'url' | 'secret'>;
  readonly userId: string;
  /** Names the form. */
  readonly form: string;
}

/** Tells whether the browser says that there is no connection. */
export function isOffline(): boolean {
  return navigator.onLine === false;
}

/**
 * Makes the part of the browser's queue through which one form saves. A resource with secret fields has none: what is queued is kept in
 * the browser.
 */
export function createOutbox<T extends RecordValue>(options: OutboxOptions<T>): Outbox<T> | undefined {
  const { resource, userId, form } = options;
  const { url, secret = [] } = resource;
  if (secret.length > 0) return undefined;
  return {
    isOffline,
    open() {
      const order = nextOrder(Date.now());
      let letGo = () => {};
      let isKept = false;
      let stored: Promise<void> = Promise.resolve();
      return {
        isKept: () => isKept,
        put(sent: SentSave<T>) {
          // The form that made it sends it, and nobody else while it is open.
          letGo();
          letGo = hold(order);
          const id = sent.base?.value.id ?? '';
          // Where it can't be kept it is sent all the same, and the draft says that nothing is kept.
          stored = putSave({ ...sent, order, userId, url, id, form, state: 'waiting' }).then(
            () => void (isKept = true),
            () => void (isKept = false),
          );
          return stored;
        },
        remove() {
          // Held until it is gone: nobody else is to send it.
          void stored
            .then(() => removeSave(order))
            .catch(() => {})
            .finally(letGo);
        },
        leave: () => letGo(),
      };
    },
  };
}
