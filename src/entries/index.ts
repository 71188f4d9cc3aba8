// Resources
export {
  createResource,
  nativeDialect,
  readVersionInput,
  recordKey,
  type CallOptions,
  type ReadOptions,
  type Dialect,
  type ListQuery,
  type NativeDialectOptions,
  type NewRecord,
  type Outcome,
  type Page,
  type RecordValue,
  type Resource,
  type ResourceOptions,
  type SaveRequest,
  type WireAnswer,
  type WireRequest,
  type Write,
  type WriteOptions,
} from '../client/index.js';

// Many at once
export type {
  BatchDialect,
  BatchOperation,
  BatchOptions,
  BatchPolicy,
  BatchProgress,
  BatchResult,
  BatchRow,
  BatchRowAnswer,
  ResumeOptions,
  SelectionAction,
} from '../client/index.js';

// How fields read
export { choices, date, money, type Format } from '../client/index.js';

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
  isResponseError,
  isVersionTokenError,
} from '../client/index.js';

// Locks, presence and live changes
export {
  createEditLock,
  createPresence,
  type Doing,
  type Editor,
  type EditorCalls,
  type EditorsAnswer,
  type EditLock,
  type EditLockOptions,
  type EditLockState,
  type EditLockStatus,
  type Leases,
  type LiveDialect,
  type LiveEvent,
  type LiveMessage,
  type LockAct,
  type LockAnswer,
  type LockCalls,
  type LockFailure,
  type LockHolder,
  type LockMode,
  type LockOwner,
  type LockWish,
  type Presence,
  type PresenceOptions,
  type RecordLock,
  type WatchOptions,
} from '../client/index.js';

// Records and conflicts
export type {
  ChangeInfo,
  Choice,
  Conflict,
  ConflictKind,
  EntryOf,
  FieldChange,
  FieldConflict,
  Hunk,
  HunkPick,
  InvalidField,
  KeyStep,
  ListOrder,
  MergeResult,
  Path,
  PathStep,
  Person,
  Problem,
  Side,
  Versioned,
  VersionToken,
} from '../core/index.js';

// Merging
export { mergeAsync } from '../client/index.js';
export {
  merge,
  rebase,
  resolve,
  isUnmergeableError,
  UnmergeableError,
  type ThreeWay,
} from '../core/index.js';

// Rules
export {
  atomic,
  counter,
  custom,
  group,
  list,
  object,
  prefer,
  serverManaged,
  set,
  text,
  type CounterOptions,
  type CustomMerge,
  type Group,
  type ListOptions,
  type Rule,
  type Rules,
} from '../core/index.js';
export { datetime, decimal, emptyAs, eol, nfc, trim, type Codec, type CodecOptions } from '../core/index.js';

// Display
export { diffText, diffValue, type TextPart, type ValuePart } from '../core/index.js';
