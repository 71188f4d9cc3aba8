import { isLockedError, type EditLock } from '../../client/index.js';

/** What a lock needs of the form that it is for. */
export interface LockedForm {
  /** React Hook Form's. */
  readonly subscribe: (wish: { formState: { values: true }; callback: () => void }) => () => void;
  readonly session: {
    getState(): { readonly status: string; readonly error: Error | null };
    getUnsaved(): readonly string[];
    forgive(): void;
  };
  readonly port: {
    /** Its fields hold something else than what was last put into them. */
    isWorkedOn(): boolean;
  };
}

/**
 * Takes and keeps a form's lock while somebody works in it, and lets it save again once the lock is held. What others saved, and what a
 * draft brings back, is nobody's work. @returns what ends it.
 */
export function followForm(
  { touch, subscribe, getState }: Pick<EditLock, 'touch' | 'subscribe' | 'getState'>,
  { subscribe: subscribeToForm, session, port }: LockedForm,
): () => void {
  const stopForm = subscribeToForm({
    formState: { values: true },
    callback() {
      // All that comes at once is in the fields then.
      queueMicrotask(() => {
        const isReady = session.getState().status !== 'loading';
        if (isReady && port.isWorkedOn() && session.getUnsaved().length > 0) touch();
      });
    },
  });
  let isHeld = false;
  const look = () => {
    const wasHeld = isHeld;
    isHeld = ['held', 'warning'].includes(getState().status);
    const { status, error } = session.getState();
    if (isHeld && !wasHeld && status === 'error' && isLockedError(error)) session.forgive();
  };
  look();
  const stopLock = subscribe(look);
  return () => {
    stopForm();
    stopLock();
  };
}
