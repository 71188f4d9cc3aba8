import { cutInChunks, isGoneError, type RecordValue, type Resource } from '../../client/index.js';
import { isEdited, type TableStore } from './store/tableStore.js';

export interface RowReader<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'get' | 'list'>;
  readonly store: Pick<TableStore<T>, 'getRow' | 'receive' | 'receiveDeleted'>;
  /** What is read of it now is from before it was deleted. */
  readonly isGone?: (id: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** So many rows are read one by one; of more it is cheaper to ask for a list of them. */
const mostSingle = 4;
/** So many ids fit into a list's condition and into an address. */
const limits = { most: 100, longest: 4_000, lengthOf: (id: string) => encodeURIComponent(`"${id}",`).length };

/** Reads rows of a table again: one by one, or, of many, in lists of up to a hundred. Those that a list leaves out may be deleted. */
export async function readRows<T extends RecordValue>(
  reader: RowReader<T>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length <= mostSingle) {
    await Promise.all(ids.map((id) => readRow(reader, id)));
    return;
  }
  const { resource, store, isGone, signal } = reader;
  for (const part of cutInChunks(ids, limits)) {
    const query = { where: { id: { in: part } }, limit: part.length };
    const { items } = await resource.list(query, signal ? { signal } : {});
    store.receive(items.filter(({ value }) => !isGone?.(value.id)));
    const found = new Set(items.map(({ value }) => value.id));
    for (const id of part.filter((one) => !found.has(one))) await readRow(reader, id);
  }
}

async function readRow<T extends RecordValue>(
  { resource, store, isGone, signal }: RowReader<T>,
  id: string,
): Promise<void> {
  const row = store.getRow(id);
  if (!row) return;
  try {
    const known = isEdited(row) ? row.latest : row;
    const record = await resource.get(id, { known, ...(signal && { signal }) });
    if (!isGone?.(id)) store.receive([record]);
  } catch (error) {
    if (!isGoneError(error)) throw error;
    store.receiveDeleted([id], error.change);
  }
}
