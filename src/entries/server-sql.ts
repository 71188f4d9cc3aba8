export { openSqlite, sqlStore, type OpenSqliteOptions } from '../server/stores/sql/index.js';
