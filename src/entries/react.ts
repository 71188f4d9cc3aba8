'use client';

// Provider and texts
export {
  englishMessages,
  germanMessages,
  NoClobberProvider,
  pluralsOf,
  type Messages,
  type NoClobberProviderProps,
  type PluralForms,
} from '../react/index.js';

// Reading and writing
export {
  useBulkAction,
  useStaleness,
  useVersionedList,
  useVersionedMutation,
  useVersionedQuery,
  type BulkAction,
  type BulkNotice,
  type ListedRecord,
  type RecordWrite,
  type SelectionQuery,
  type Staleness,
  type VersionedList,
  type VersionedListOptions,
  type VersionedMutationOptions,
  type VersionedQueryOptions,
} from '../react/index.js';

// Conflicts, headless and shown
export {
  useConflict,
  type ConflictDialogComponent,
  type ConflictDialogState,
  type ConflictOptions,
  type ConflictReview,
  type DialogHeaderProps,
  type DialogLook,
  type DialogParts,
  type DialogView,
  type FieldQuestionProps,
  type FieldValueProps,
  type MergedSectionProps,
  type ValueEditorProps,
  type FormNotice,
  type TheirChange,
} from '../react/index.js';
export {
  ConflictDialog,
  FieldMark,
  FieldValue,
  SaveNotice,
  type ConflictDialogProps,
  type FieldMarkProps,
  type SaveNoticeProps,
} from '../components/index.js';

// Locks, presence and live changes
export {
  useEditLock,
  useEditors,
  useLiveChanges,
  useLocks,
  type EditLockHookOptions,
  type Editors,
  type EditorsOptions,
  type LiveChangesOptions,
  type Locks,
  type UseEditLock,
} from '../react/index.js';
export {
  EditorsBar,
  LockBadge,
  LockNotice,
  type EditorsBarProps,
  type LockBadgeProps,
  type LockNoticeProps,
} from '../components/index.js';

// Versions on the page
export {
  StaleBanner,
  VersionBadge,
  VersionInput,
  type StaleBannerProps,
  type VersionBadgeProps,
  type VersionInputProps,
} from '../components/index.js';
