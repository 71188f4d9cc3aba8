// Resources
export {
  createResource,
  nativeDialect,
  recordKey,
  type CallOptions,
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
} from '../client/index.js';

// Records and conflicts
export type {
  ChangeInfo,
  Choice,
  Conflict,
  ConflictKind,
  FieldChange,
  FieldConflict,
  Hunk,
  HunkPick,
  InvalidField,
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
export {
  atomic,
  diffText,
  merge,
  object,
  resolve,
  type Rule,
  type Rules,
  type TextPart,
} from '../core/index.js';
