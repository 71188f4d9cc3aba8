import { managedTable } from './managedTable.js';
import type { MappedTable } from './mappedShape.js';
import { mappedTable } from './mappedTable.js';
import type { RecordTable } from './recordTable.js';

/** Which resources lie in the application's own tables; the kit makes one for each other. */
export type MappedTables = Readonly<Record<string, MappedTable>>;

/** Gives the table of a resource. */
export function tableOf(resource: string, tables: MappedTables): RecordTable {
  const options = Object.hasOwn(tables, resource) ? tables[resource] : undefined;
  return options ? mappedTable(resource, options) : managedTable(resource);
}
