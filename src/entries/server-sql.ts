export {
  addVersionColumn,
  openPostgres,
  openSqlite,
  sqlStore,
  triggers,
  type MappedTable,
  type MappedTables,
  type OpenPostgresOptions,
  type OpenSqliteOptions,
  type SqlStoreOptions,
  type Trigger,
  type TriggerOptions,
} from '../server/stores/sql/index.js';
