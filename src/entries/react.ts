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
  useStaleness,
  useVersionedList,
  useVersionedMutation,
  useVersionedQuery,
  type ListedRecord,
  type RecordWrite,
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
  type FormNotice,
  type TheirChange,
} from '../react/index.js';
export {
  ConflictDialog,
  FieldMark,
  FieldValue,
  SaveNotice,
  type ConflictDialogProps,
  type DialogHeaderProps,
  type DialogParts,
  type DialogView,
  type FieldMarkProps,
  type FieldQuestionProps,
  type FieldValueProps,
  type MergedSectionProps,
  type SaveNoticeProps,
  type ValueEditorProps,
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
