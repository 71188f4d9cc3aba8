import { ConflictError, isConflictError, type RecordValue, type Resource } from '../client/index.js';
import type { Conflict, Versioned } from '../core/index.js';
import type { ConflictDialogState } from './conflictDialogState.js';
import type { ConflictSurface } from './createConflictSurface.js';
import { asError } from './session/asError.js';

type Removable<T extends RecordValue> = ConflictDialogState<T>['resource'] & Pick<Resource<T>, 'remove'>;
type Met<T> = Extract<Conflict<T>, { readonly kind: 'modified' }>;

/**
 * Deletes what was read; where others changed it since, the dialog shows their changes and asks. What is gone already needs no second delete.
 *
 * @throws ConflictError where the answer was no.
 */
export async function removeAsking<T extends RecordValue>(
  resource: Removable<T>,
  base: Versioned<T>,
  surface: ConflictSurface,
): Promise<void> {
  const met = await remove(resource, base);
  if (met) await ask(resource, met, surface);
}

/** Deletes a version; gives what others made of it where that is not the newest. */
async function remove<T extends RecordValue>(
  resource: Removable<T>,
  base: Versioned<T>,
): Promise<Met<T> | undefined> {
  try {
    await resource.remove({ base });
    return undefined;
  } catch (error) {
    if (!isConflictError<T>(error)) throw error;
    return error.conflict.kind === 'modified' ? error.conflict : undefined;
  }
}

function ask<T extends RecordValue>(
  resource: Removable<T>,
  met: Met<T>,
  surface: ConflictSurface,
): Promise<void> {
  let shown: Pick<ConflictDialogState<T>, 'isSaving' | 'error'> & { readonly conflict: Met<T> } = {
    conflict: met,
  };
  const listeners = new Set<() => void>();
  const show = (next: typeof shown) => {
    shown = next;
    for (const listener of listeners) listener();
  };
  let close = () => {};
  return new Promise<void>((resolve, reject) => {
    const leave = () => reject(new ConflictError<T>(shown.conflict));
    async function onDelete(): Promise<boolean> {
      const { conflict } = shown;
      show({ conflict, isSaving: true });
      try {
        const again = await remove(resource, conflict.theirs);
        // All that goes is shown, what was seen before too.
        if (again) show({ conflict: { ...met, theirs: again.theirs } });
        else resolve();
        return !again;
      } catch (thrown) {
        show({ conflict, error: asError(thrown) });
        return false;
      }
    }
    close = surface.add<T>({
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      getDialog: () => ({
        resource,
        ...shown,
        onDelete,
        onDiscard: leave,
        onKeepEditing: leave,
        onSave: () => Promise.resolve(false),
      }),
    });
  }).finally(() => close());
}
