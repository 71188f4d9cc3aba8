export { openSqlite, type OpenSqliteOptions } from './openSqlite.js';
export { openPostgres, type OpenPostgresOptions } from './openPostgres.js';
export { sqlStore } from './sqlStore.js';
