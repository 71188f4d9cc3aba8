'use client';

// Provider and texts
export {
  englishMessages,
  NoClobberProvider,
  type Messages,
  type NoClobberProviderProps,
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
  SaveNotice,
  type ConflictDialogProps,
  type FieldMarkProps,
  type SaveNoticeProps,
} from '../components/index.js';
