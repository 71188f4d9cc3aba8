import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { RecordLock, RecordValue, Resource } from '../../client/index.js';
import { useLocks } from '../lock/useLocks.js';
import type { TableStore } from './store/tableStore.js';
import type { EditableTableState } from './useEditableTable.js';

/** So many rows are asked about at once. Who scrolls within them asks nothing. */
const together = 100;

/** Tells a table which of its rows are locked elsewhere, by others or in one's own other tab: one request for the hundred or two around those on the screen. */
export function useRowLocks<T extends RecordValue>(
  resource: Resource<T>,
  { table: { store }, window }: Pick<EditableTableState<T>, 'table' | 'window'>,
): void {
  const readBlocks = () => blocksOf(window.getRange());
  const blocks = useSyncExternalStore(window.subscribe, readBlocks, readBlocks);
  const order = useSyncExternalStore(store.subscribe, store.getOrderVersion, store.getOrderVersion);
  const ids = useMemo(() => idsOf(store, { blocks, order }), [store, blocks, order]);
  const locks = useLocks(resource, ids);
  useEffect(() => {
    const theirs = ids.flatMap((id): [string, RecordLock][] => {
      const lock = locks.ownerOf(id) === 'me' ? null : locks.lockOf(id);
      return lock ? [[id, lock]] : [];
    });
    store.setLocks(new Map(theirs));
  }, [store, ids, locks]);
}

/** `order` is which rows stand where, by number: after a change of it others are there. */
function idsOf<T extends RecordValue>(
  store: TableStore<T>,
  { blocks }: { readonly blocks: string; readonly order: number },
): readonly string[] {
  const [from = 0, to = 0] = blocks.split('-').map(Number);
  return Array.from({ length: to - from }, (_, index) => store.idAt(from + index) ?? '').filter(Boolean);
}

/** The places around those on the screen, in whole hundreds. */
function blocksOf(range: string): string {
  const [first = 0, shown = 0] = range.split('.').map(Number);
  const from = Math.floor(first / together) * together;
  return `${from}-${Math.ceil((first + shown + 1) / together) * together}`;
}
