// The checker
export {
  createVersionChecker,
  type VersionChecker,
  type VersionCheckerOptions,
} from './createVersionChecker.js';
export type { Limits, LockLimits } from './context.js';
export type { ResourceOptions, Validate } from './resource.js';
export type { StandardResult, StandardSchema } from './standardSchema.js';
export type { Caller } from './command.js';
export type { Action, Authorize, AuthorizeFields, Denial } from './http/handle.js';
export type { ConflictEvent, Hooks, WriteEvent } from './hooks.js';
export type { RecordAction } from './command.js';
export type { LogEntry } from './log.js';

// The same functions without HTTP
export type {
  BatchInput,
  BatchOperation,
  CreateInput,
  EditorInput,
  GetInput,
  HistoryInput,
  ImportInput,
  ListInput,
  LockInput,
  LocksInput,
  PlaceInput,
  RemoveInput,
  RestoreInput,
  Scope,
  SelectionInput,
  UpdateInput,
} from './direct/inputs.js';
export type { DirectChecker, UncheckedChecker } from './direct/createDirectChecker.js';
export type { DirectLeases } from './direct/createDirectLeases.js';
export type { BatchPolicy } from './actions/batch.js';
export type { ImportResult } from './actions/importRecords.js';
export type {
  BatchDone,
  Found,
  History,
  LockState,
  LockStates,
  Page,
  PastVersion,
  Presence,
  Refusal,
  Released,
  Removed,
  Saved,
  ServedRecord,
  Tombstone,
  VersionInfo,
} from './outcome.js';

// The guard, for a server with its own tables and handlers
export {
  createVersionGuard,
  type ConflictInput,
  type ExpectedVersion,
  type ExpectedVersionInput,
  type GuardedRecord,
  type TokenInput,
  type VersionGuard,
  type VersionGuardOptions,
} from './guard/createVersionGuard.js';
export type { CurrentRecord } from './guard/currentRecord.js';
export type { GuardedRequest } from './guard/guardedRequest.js';

// Version strategies
export { autoIncrement } from './strategies/autoIncrement.js';
export { conditional, type ConditionalOptions } from './strategies/conditional.js';
export { contentHash } from './strategies/contentHash.js';
export { timestamp } from './strategies/timestamp.js';
export { trigger } from './strategies/trigger.js';
export type { VersionedChange, VersionStrategy } from './strategies/strategy.js';

// Tokens
export { hmacSigner, type HmacSignerOptions, type SigningKey } from './token/hmacSigner.js';
export { plainSigner } from './token/plainSigner.js';
export type { Signer, TokenClaims, TokenSubject, Verification } from './token/signer.js';

// The change feed
export type { EventTimes } from './feed/eventTimes.js';
export type { FeedEvent } from './feed/feedEvent.js';
export type { Relay, RelayListener } from './feed/relay.js';

// Stores
export { memoryStore, type MemoryStoreOptions } from './stores/memory/memoryStore.js';
export {
  isOutcomeUnknownError,
  isStoreUnavailableError,
  OutcomeUnknownError,
  StoreUnavailableError,
} from './store.js';
export type {
  BatchResult,
  BatchWrite,
  Forgettable,
  HistoryEntry,
  KnownRequest,
  RecordRef,
  RequestOwner,
  Store,
  StoredResource,
  StoredVersion,
  StoreHealth,
  StrategyKind,
  WantedKeys,
  Write,
  WriteResult,
  WriteStep,
} from './store.js';
export type {
  FencedHolder,
  Holder,
  LockMode,
  LockResult,
  LockStore,
  LockWish,
  ReleaseResult,
  StoredLock,
} from './lock.js';
export type { Editor, EditorState, EditorStore, EditorWish } from './editor.js';
export type { Condition, ListQuery, Scalar, SortField } from './query/listQuery.js';
