// Provider and texts
export { NoClobberProvider, useNoClobber, type NoClobberProviderProps } from './NoClobberProvider.js';
export { englishMessages, type Messages, type PartOutcome } from './messages.js';
export { germanMessages } from './germanMessages.js';
export { pluralsOf, type PluralForms } from './pluralsOf.js';
export { fieldLabel, rowLabel } from './fieldLabel.js';

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

// Conflicts
export { useConflict, type ConflictOptions, type ConflictReview } from './useConflict.js';
export type { ConflictDialogComponent } from './createConflictSurface.js';
export type { ConflictDialogState } from './conflictDialogState.js';
export type { FormNotice, TheirChange } from './notice.js';
