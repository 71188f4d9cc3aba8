// Provider and texts
export {
  NoClobberProvider,
  useMessages,
  useNoClobber,
  type NoClobberProviderProps,
} from './NoClobberProvider.js';
export { englishMessages, type Messages } from './messages.js';
export { deletedMessages } from './messages/deleted.js';
export { dialogMessages, type PartOutcome } from './messages/dialog.js';
export { failureMessages } from './messages/failure.js';
export { formMessages } from './messages/form.js';
export { loadingMessages } from './messages/loading.js';
export { overwriteMessages } from './messages/overwrite.js';
export { copyMessages } from './messages/copy.js';
export { valueMessages } from './messages/value.js';
export { germanMessages } from './germanMessages.js';
export { pluralsOf, type PluralForms } from './pluralsOf.js';
export { fieldLabel, rowLabel } from './fieldLabel.js';
export { parseNumber, writeNumber } from './parseNumber.js';
export { liveMessages } from './messages/live.js';
export { lockFailureMessages } from './messages/lockFailure.js';
export { peopleMessages } from './messages/people.js';

export { lazyCode } from './lazyCode.js';
export { onceOnline } from './onceOnline.js';
export { meetingCode } from './session/meetingCode.js';

// Reading
export { useVersionedQuery, type VersionedQueryOptions } from './useVersionedQuery.js';
export {
  useVersionedList,
  type ListedRecord,
  type VersionedList,
  type VersionedListOptions,
} from './useVersionedList.js';
export { useStaleness, type Staleness } from './useStaleness.js';

// Writing
export {
  useVersionedMutation,
  type RecordWrite,
  type VersionedMutationOptions,
} from './useVersionedMutation.js';

export { useBulkAction, type BulkAction } from './bulk/useBulkAction.js';
export type { BulkNotice } from './bulk/bulkNotice.js';
export type { SelectionQuery } from './bulk/createActing.js';

// Locks, presence and live changes
export { useEditLock, type EditLockHookOptions, type UseEditLock } from './lock/useEditLock.js';
export { useLocks, type Locks } from './lock/useLocks.js';
export { useEditors, type Editors, type EditorsOptions } from './live/useEditors.js';
export { useLiveChanges, type LiveChangesOptions } from './live/useLiveChanges.js';

// Conflicts
export { useConflict, type ConflictOptions, type ConflictReview } from './useConflict.js';
export type { ConflictDialogComponent } from './createConflictSurface.js';
export type { ConflictDialogState } from './conflictDialogState.js';
export type {
  DialogHeaderProps,
  DialogLook,
  DialogParts,
  DialogView,
  FieldQuestionProps,
  FieldValueProps,
  MergedSectionProps,
  ValueEditorProps,
} from './dialogParts.js';
export type { FormNotice, TheirChange } from './notice.js';
