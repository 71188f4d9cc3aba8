import type { RecordValue, Resource } from '../../client/index.js';
import { useRowLocks, type EditableTableState } from '../../react/table/index.js';

interface RowLocksProps<T extends RecordValue> {
  readonly resource: Resource<T>;
  readonly state: EditableTableState<T>;
}

/** Keeps the rows' locks up to date; of itself it shows nothing, so that their coming draws no more than their rows. */
export function RowLocks<T extends RecordValue>({ resource, state }: RowLocksProps<T>) {
  useRowLocks(resource, state);
  return null;
}
