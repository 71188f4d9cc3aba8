export {
  openPostgres,
  openSqlite,
  sqlStore,
  type OpenPostgresOptions,
  type OpenSqliteOptions,
} from '../server/stores/sql/index.js';
