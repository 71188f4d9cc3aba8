'use client';

// Provider and texts
export {
  englishMessages,
  NoClobberProvider,
  type Messages,
  type NoClobberProviderProps,
} from '../react/index.js';

// Reading
export { useVersionedQuery, type VersionedQueryOptions } from '../react/index.js';

// Conflicts, headless and shown
export {
  useConflict,
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
