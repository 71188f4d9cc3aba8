// Resources
export type { CallOptions } from './callOptions.js';
export type { ReadOptions } from './readOptions.js';
export {
  createResource,
  type NewRecord,
  type RecordValue,
  type Resource,
  type ResourceOptions,
  type SaveRequest,
  type WriteOptions,
} from './createResource.js';

export { readVersionInput } from './readVersionInput.js';

// Caching
export { recordKey } from './recordKey.js';
export { choices, date, money, type Format } from './formats.js';

// Saving
export { mergeAsync } from './mergeAsync.js';
export { saveMerging, type MergeUnseen, type SaveMergingOptions } from './saveMerging.js';
export { trySave, type PendingSave, type SavedOutcome, type SaveOutcome } from './trySave.js';

// Many at once
export type {
  BatchOperation,
  BatchOptions,
  BatchPolicy,
  BatchProgress,
  BatchResult,
  BatchRow,
  ResumeOptions,
  SelectionAction,
} from './batch/batch.js';

export { cutInChunks } from './batch/cutInChunks.js';

export { isQuiet } from './batch/isQuiet.js';
export {
  saveRows,
  type RowEdit,
  type RowOutcome,
  type SavePolicy,
  type SaveRowsOptions,
  type SaveRowsResult,
} from './batch/saveRows.js';

// What this browser keeps
export { createDraftKeeper, type Unsaved } from './kept/createDraftKeeper.js';
export {
  clearDrafts,
  findDraft,
  listDrafts,
  nameOf as draftName,
  noteUnderway,
  putDraft,
  removeDraft,
  type Draft,
  type DraftPlace,
} from './kept/draftStore.js';
export { hearPages, heldSomewhere, hearSaved, hold, tellPages, tellSaved } from './kept/otherPages.js';
export {
  hasSave,
  listSaves,
  nextOrder,
  putSave,
  removeSave,
  type QueuedSave,
  type SentSave,
} from './kept/saveQueue.js';
export { sendWaiting, settleLeft } from './kept/sendWaiting.js';
export { settleDrafts } from './kept/settleDrafts.js';
export { randomKey } from './randomKey.js';
export { stopLate } from './stopLate.js';

// Locks
export { createEditLock } from './lock/createEditLock.js';
export {
  noLock,
  type EditLock,
  type EditLockOptions,
  type EditLockState,
  type EditLockStatus,
  type LockFailure,
} from './lock/editLock.js';
export type { EditorCalls, Leases, LockCalls } from './lock/leaseCalls.js';
export { lockOwner, type LockOwner } from './lock/lockOwner.js';
export type { LockAct, LockAnswer, LockHolder, LockMode, LockWish, RecordLock } from './lock/recordLock.js';

// Presence and live changes
export { createPresence, type Presence, type PresenceOptions } from './live/createPresence.js';
export { createRounds, type Rounds } from './live/createRounds.js';
export type { Doing, Editor, EditorsAnswer } from './live/editor.js';
export type { LiveEvent, LiveMessage } from './live/liveEvent.js';
export type { WatchOptions } from './live/wire.js';

// Dialects
export type {
  BatchDialect,
  BatchRowAnswer,
  Dialect,
  ListQuery,
  LiveDialect,
  Outcome,
  Page,
  WireAnswer,
  WireRequest,
  Write,
} from './dialect.js';
export { nativeDialect, type NativeDialectOptions } from './dialects/nativeDialect.js';

// Errors
export {
  ConflictError,
  InvalidRecordError,
  LockedError,
  NetworkError,
  PreconditionRequiredError,
  ResponseError,
  VersionTokenError,
  isConflictError,
  isInvalidRecordError,
  isLockedError,
  isNetworkError,
  isPreconditionRequiredError,
  isGoneError,
  isResponseError,
  isVersionTokenError,
} from './errors.js';
