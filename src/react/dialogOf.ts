import type { RecordValue, Resource } from '../client/index.js';
import type { ConflictDialogState } from './conflictDialogState.js';
import type { FormSession } from './session/formSession.js';

/** What a dialog needs to show a session's conflict and to act on it; closed where there is none, or where it is put aside. */
export function dialogOf<T extends RecordValue>(
  session: FormSession<T>,
  resource: ConflictDialogState<T>['resource'] & Pick<Resource<T>, 'rules'>,
): ConflictDialogState<T> {
  const { conflict, choices, isReviewing, isAgain, status, error } = session.getState();
  return {
    resource,
    conflict: isReviewing ? conflict : null,
    choices,
    onChoicesChange: session.choose,
    isAgain,
    isSaving: status === 'saving',
    error,
    onSave: session.resolve,
    onOverwrite: session.overwrite,
    onDiscard: session.discard,
    onRecreate: session.recreate,
    onSaveCopy: session.saveCopy,
    onKeepEditing: session.keepEditing,
  };
}
