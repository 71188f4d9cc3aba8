import type { ListQuery } from '../../client/index.js';
import type { RowSort } from './store/orderOf.js';

type TableQuery = Omit<ListQuery, 'after' | 'isSigned'> | undefined;

/** What is asked of the server: what the app asks for, and what the person has chosen in the table. */
export function serverQuery({
  query,
  sort,
  filterField,
  filterText,
  locked,
}: {
  readonly query: TableQuery;
  readonly sort: RowSort | undefined;
  readonly filterField: string | undefined;
  readonly filterText: string;
  readonly locked: ListQuery['locked'];
}): NonNullable<TableQuery> {
  return {
    ...(locked ? { locked } : {}),
    ...(sort ? { sort: [`${sort.isDescending ? '-' : ''}${sort.field}`] } : {}),
    ...(filterField && filterText
      ? { where: { ...query?.where, [filterField]: { contains: filterText } } }
      : {}),
  };
}
