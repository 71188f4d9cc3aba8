import { describe, expect, it } from 'vitest';
import {
  eachImport,
  floorOf,
  modules,
  packageOf,
  sourceOf,
  withoutComments,
  type Sources,
} from './sources.js';

/** An entry and all packages that it needs. */
const entryPackages: Readonly<Record<string, readonly string[]>> = {
  index: ['diff-match-patch'],
  react: ['diff-match-patch', 'react', '@tanstack/react-query'],
  form: ['diff-match-patch', 'react', '@tanstack/react-query', 'react-hook-form'],
  table: ['diff-match-patch', 'react', 'react-dom', '@tanstack/react-query'],
  server: ['diff-match-patch'],
  'server-sql': ['diff-match-patch', 'kysely', 'libsql', 'pg'],
  msw: ['diff-match-patch', 'msw'],
  testing: ['diff-match-patch'],
};

/** The public names of every entry, written by hand: whoever changes the public API changes this list. */
const promisedNames: Readonly<Record<string, string>> = {
  index: `
    createResource readVersionInput Resource ResourceOptions CallOptions ReadOptions RecordValue NewRecord SaveRequest WriteOptions ListQuery Page Outcome
    Dialect WireRequest WireAnswer Write nativeDialect NativeDialectOptions recordKey
    BatchDialect BatchOperation BatchOptions BatchPolicy BatchProgress BatchResult BatchRow BatchRowAnswer ResumeOptions SelectionAction
    choices date money Format
    ConflictError InvalidRecordError NetworkError PreconditionRequiredError ResponseError VersionTokenError
    LockedError isLockedError createEditLock EditLock EditLockOptions EditLockState EditLockStatus LockFailure Leases LockCalls LockAct LockAnswer
    LockHolder LockMode LockOwner LockWish RecordLock createPresence Presence PresenceOptions Doing Editor EditorCalls EditorsAnswer
    LiveDialect LiveEvent LiveMessage WatchOptions
    isConflictError isInvalidRecordError isNetworkError isPreconditionRequiredError isResponseError isVersionTokenError
    Versioned VersionToken ChangeInfo Person Problem InvalidField
    merge mergeAsync ThreeWay MergeResult ListOrder resolve rebase UnmergeableError isUnmergeableError
    Conflict ConflictKind FieldConflict FieldChange EntryOf Choice Side Hunk HunkPick Path PathStep KeyStep
    atomic counter custom group list object prefer serverManaged set text
    Rule Rules Group CounterOptions CustomMerge ListOptions
    datetime decimal emptyAs eol nfc trim Codec CodecOptions
    diffText TextPart diffValue ValuePart
  `,
  react: `
    NoClobberProvider NoClobberProviderProps englishMessages germanMessages Messages pluralsOf PluralForms
    useVersionedQuery VersionedQueryOptions useVersionedList VersionedList VersionedListOptions ListedRecord useStaleness Staleness
    useVersionedMutation VersionedMutationOptions RecordWrite useBulkAction BulkAction BulkNotice SelectionQuery
    useConflict ConflictOptions ConflictReview DialogLook ConflictDialogState ConflictDialogComponent TheirChange FormNotice
    ConflictDialog ConflictDialogProps DialogHeaderProps DialogParts DialogView FieldQuestionProps MergedSectionProps
    FieldMark FieldMarkProps FieldValue FieldValueProps ValueEditorProps SaveNotice SaveNoticeProps
    useEditLock UseEditLock EditLockHookOptions useLocks Locks useEditors Editors EditorsOptions
    useLiveChanges LiveChangesOptions LockBadge LockBadgeProps LockNotice LockNoticeProps EditorsBar EditorsBarProps
    StaleBanner StaleBannerProps VersionBadge VersionBadgeProps VersionInput VersionInputProps
  `,
  form: `
    useVersionedForm VersionedForm VersionedFormOptions FormResource RecordSource FormDraftState FormStatus
    useDrafts Drafts clearDrafts Draft useSaveQueue ReviewableSave SaveQueue StuckSave UnresolvedSave QueuedSave
  `,
  table: `
    EditableTable EditableTableProps RowAction TableColumn FieldColumn CellType CellOption CellEditorProps
    useEditableTable EditableTableOptions EditableTableState GridActions GridColumn GridView CellPlace
    useVersionedRows VersionedRows TableRow Table TableOptions useTableSummary TableSummary TableNotice TableReview RowState CellFault
    createTableStore TableStore TableStoreOptions CellEdit
    saveRows SavePolicy SaveRowsOptions SaveRowsResult RowEdit RowOutcome
    tableMessages germanTableMessages TableMessages
  `,
  server: `
    autoIncrement conditional contentHash createVersionChecker createVersionGuard hmacSigner
    isOutcomeUnknownError isStoreUnavailableError memoryStore OutcomeUnknownError plainSigner
    StoreUnavailableError timestamp trigger Action Authorize AuthorizeFields BatchDone BatchInput BatchOperation
    BatchPolicy BatchResult BatchWrite Caller Condition ConditionalOptions ConflictEvent ConflictInput
    CreateInput CurrentRecord Denial DirectChecker DirectLeases Editor EditorInput EditorState EditorStore
    EditorWish EventTimes ExpectedVersion ExpectedVersionInput FeedEvent FencedHolder Forgettable Found GetInput
    GuardedRecord GuardedRequest History HistoryEntry HistoryInput HmacSignerOptions Holder Hooks ImportInput
    ImportResult KnownRequest Limits ListInput ListQuery LockInput LockLimits LockMode LockResult
    LocksInput LockState LockStates LockStore LockWish LogEntry MemoryStoreOptions Page PastVersion PlaceInput
    Presence RecordAction RecordRef Refusal Relay RelayListener Released ReleaseResult Removed RemoveInput RequestOwner
    ResourceOptions RestoreInput Saved Scalar Scope SelectionInput ServedRecord Signer SigningKey SortField StandardResult StandardSchema
    Store StoredLock StoredResource StoredVersion StoreHealth StrategyKind TokenClaims TokenInput TokenSubject
    Tombstone UncheckedChecker UpdateInput Validate Verification VersionChecker VersionCheckerOptions VersionedChange
    VersionGuard VersionGuardOptions VersionInfo VersionStrategy WantedKeys Write WriteEvent WriteResult
    WriteStep
  `,
  'server-sql': `
    addVersionColumn openPostgres openSqlite sqlStore triggers MappedTable MappedTables OpenPostgresOptions OpenSqliteOptions
    SqlStoreOptions Trigger TriggerOptions
  `,
  msw: 'versionedHandlers VersionedHandlersOptions',
  testing: 'conformanceCases ConformanceCase ConformanceTarget dropAnswer externalEdit race Race',
};

describe('the entries', () => {
  it.each(Object.keys(entryPackages))('asks of a user of %s only for the packages it needs', (entry) => {
    expect(packagesBehind(`entries/${entry}.ts`, modules)).toEqual(entryPackages[entry]?.toSorted());
  });

  it('notices a package behind several files, and one that only a type needs', () => {
    const a = `export type { B } from '../core/b.js'`;
    expect(
      packagesBehind('entries/a.ts', { 'entries/a.ts': a, 'core/b.ts': `import type { C } from 'c/d'` }),
    ).toEqual(['c']);
  });

  it('exports exactly the names of the list', () => {
    const entries = Object.keys(modules).filter((path) => floorOf(path) === 'entries');
    expect(entries.map((path) => path.slice('entries/'.length, -'.ts'.length)).toSorted()).toEqual(
      Object.keys(promisedNames).toSorted(),
    );
    for (const path of entries) {
      const promised = promisedNames[path.slice('entries/'.length, -'.ts'.length)] ?? '';
      expect(publicNames(modules[path] ?? ''), path).toEqual(promised.trim().split(/\s+/).toSorted());
    }
  });

  it('notices every form of a name', () => {
    const list = `export {\n  a,\n  type B,\n} from './c.js'\nexport type { D as E } from './d.js'`;
    expect(publicNames(list)).toEqual(['B', 'E', 'a']);
  });
});

/** The packages that a file and all that it imports name, types included: their declarations name them too. */
function packagesBehind(entry: string, files: Sources): string[] {
  const imports = eachImport(files);
  const reached = new Set([entry]);
  for (const path of reached) {
    const next = imports
      .filter((found) => found.path === path)
      .flatMap(({ target }) => sourceOf(target, files));
    for (const file of next) reached.add(file);
  }
  const found = imports.filter(({ path, target }) => reached.has(path) && target === undefined);
  return [...new Set(found.flatMap(({ specifier }) => specifier ?? []).map(packageOf))].toSorted();
}

/** The last word of every item of every export list. */
function publicNames(text: string): string[] {
  const lists = withoutComments(text).matchAll(/^export (?:type )?\{([^}]*)\}/gm);
  return [...lists].flatMap(([, list = '']) => list.match(/\w+(?=\s*(?:,|$))/g) ?? []).toSorted();
}
