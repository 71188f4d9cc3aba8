// Resources
export {
  createResource,
  type CallOptions,
  type NewRecord,
  type RecordValue,
  type Resource,
  type ResourceOptions,
  type SaveRequest,
  type WriteOptions,
} from './createResource.js';

// Caching
export { recordKey } from './recordKey.js';
export { choices, date, money, type Format } from './formats.js';

// Saving
export { mergeAsync } from './mergeAsync.js';
export { saveMerging, type SavedOutcome } from './saveMerging.js';

// What this browser keeps
export { createDraftKeeper, type Unsaved } from './kept/createDraftKeeper.js';
export {
  clearDrafts,
  findDraft,
  listDrafts,
  nameOf as draftName,
  putDraft,
  removeDraft,
  type Draft,
  type DraftPlace,
} from './kept/draftStore.js';
export { hearPages, hearSaved, hold, tellSaved } from './kept/otherPages.js';
export {
  listSaves,
  nextOrder,
  putSave,
  removeSave,
  type QueuedSave,
  type SentSave,
} from './kept/saveQueue.js';
export { sendQueued } from './kept/sendQueued.js';
export { randomKey } from './randomKey.js';

// Dialects
export type { Dialect, ListQuery, Outcome, Page, WireAnswer, WireRequest, Write } from './dialect.js';
export { nativeDialect, type NativeDialectOptions } from './dialects/nativeDialect.js';

// Errors
export {
  ConflictError,
  InvalidRecordError,
  NetworkError,
  PreconditionRequiredError,
  ResponseError,
  VersionTokenError,
  isConflictError,
  isInvalidRecordError,
  isNetworkError,
  isPreconditionRequiredError,
  isResponseError,
  isVersionTokenError,
} from './errors.js';
