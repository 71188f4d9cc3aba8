export { openSqlite, type OpenSqliteOptions } from './openSqlite.js';
export { sqlStore } from './sqlStore.js';
