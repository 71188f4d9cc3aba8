export { openSqlite, type OpenSqliteOptions } from './openSqlite.js';
export { openPostgres, type OpenPostgresOptions } from './openPostgres.js';
export { sqlStore, type SqlStoreOptions } from './sqlStore.js';

// The application's own tables
export type { MappedTable } from './mappedShape.js';
export type { MappedTables } from './tableOf.js';
export { addVersionColumn } from './addVersionColumn.js';
export { triggers, type TriggerOptions } from './triggers.js';
export type { Trigger } from './trigger.js';
