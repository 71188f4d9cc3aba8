import {
  hold,
  nextOrder,
  putSave,
  removeSave,
  settleLeft,
  type RecordValue,
  type Resource,
  type SentSave,
} from '../../client/index.js';
import type { Outbox } from '../session/createWriter.js';

export interface OutboxOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'url' | 'secret' | 'rules'>;
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
  const { url, secret = [], rules } = resource;
  if (secret.length > 0) return undefined;
  return {
    isOffline,
    open() {
      const order = nextOrder(Date.now());
      let letGo = () => {};
      let isKept = false;
      let mine: T;
      let stored: Promise<void> = Promise.resolve();
      return {
        isKept: () => isKept,
        put(sent: SentSave<T>) {
          // The form that made it sends it, and nobody else while it is open.
          letGo();
          letGo = hold(order);
          // What others saved may be merged into it later; the draft holds it as it was.
          mine ??= sent.mine;
          const id = sent.base?.value.id ?? '';
          // Where it can't be kept it is sent all the same, and the draft says that nothing is kept.
          stored = putSave({ ...sent, order, userId, url, id, form, state: 'waiting' }).then(
            () => void (isKept = true),
            () => void (isKept = false),
          );
          return stored;
        },
        remove(record) {
          // Held until it is gone: nobody else is to send it. What can't be settled the queue asks for once more, and settles it then.
          void stored
            .then(() => record && settleLeft({ userId, form, mine }, { record, rules }))
            .then(() => removeSave(order))
            .catch(() => {})
            .finally(letGo);
        },
        leave: () => letGo(),
      };
    },
  };
}
