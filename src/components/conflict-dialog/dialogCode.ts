import type { OpenDialog } from './OpenDialog.js';

/** Whether the dialog's code is here: it is a chunk of its own, wanted only where two edits meet. */
export type DialogCode =
  | { readonly kind: 'absent' | 'loading' | 'failed' }
  | { readonly kind: 'ready'; readonly OpenDialog: typeof OpenDialog };

interface DialogCodeStore {
  get(): DialogCode;
  subscribe(listener: () => void): () => void;
  /** Loads the code, or tries again after it failed. */
  load(): void;
}

/** Makes a store for code that `load` fetches. */
function createDialogCode(load: () => Promise<{ readonly OpenDialog: typeof OpenDialog }>): DialogCodeStore {
  const listeners = new Set<() => void>();
  let code: DialogCode = { kind: 'absent' };
  const set = (next: DialogCode) => {
    code = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => code,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (code.kind === 'loading' || code.kind === 'ready') return;
      set({ kind: 'loading' });
      load().then(
        ({ OpenDialog }) => set({ kind: 'ready', OpenDialog }),
        () => set({ kind: 'failed' }),
      );
    },
  };
}

export const dialogCode = createDialogCode(() => import('./OpenDialog.js'));
