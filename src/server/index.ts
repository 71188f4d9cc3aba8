// The checker
export {
  createVersionChecker,
  type VersionChecker,
  type VersionCheckerOptions,
} from './createVersionChecker.js';
export type { Limits, ResourceOptions } from './context.js';
export type { Caller } from './command.js';
export type { Action, Authorize, Denial } from './http/handle.js';
export type { LogEntry } from './log.js';

// The same functions without HTTP
export type {
  CreateInput,
  DirectChecker,
  GetInput,
  HistoryInput,
  ListInput,
  RemoveInput,
  RestoreInput,
  UpdateInput,
} from './createDirectChecker.js';
export type {
  Found,
  History,
  Page,
  PastVersion,
  Refusal,
  Removed,
  Saved,
  ServedRecord,
  Tombstone,
} from './outcome.js';

// Tokens
export { hmacSigner, type HmacSignerOptions, type SigningKey } from './token/hmacSigner.js';
export { plainSigner } from './token/plainSigner.js';
export type { Signer, TokenClaims, TokenSubject, Verification } from './token/signer.js';

// Stores
export { memoryStore } from './stores/memory/memoryStore.js';
export {
  isOutcomeUnknownError,
  isStoreUnavailableError,
  OutcomeUnknownError,
  StoreUnavailableError,
} from './store.js';
export type {
  HistoryEntry,
  KnownRequest,
  RecordRef,
  RequestRef,
  Store,
  StoredVersion,
  Write,
  WriteResult,
  WriteStep,
} from './store.js';
export type { Condition, ListQuery, Scalar, SortField } from './listQuery.js';
