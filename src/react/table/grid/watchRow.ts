import type { RecordValue } from '../../../client/index.js';
import type { RowSnapshot, TableStore } from '../store/tableStore.js';
import type { GridView } from './createGridView.js';

/** All that one row is drawn from; the same object as long as nothing of it changes. */
export interface SeenRow<T> {
  readonly row: RowSnapshot<T> | undefined;
  /** What `GridView.rowKey` says of it. */
  readonly key: string;
}

/** One source for one row, so that it is drawn once however much of it changes. */
export function watchRow<T extends RecordValue>(
  { store, view }: { readonly store: TableStore<T>; readonly view: GridView },
  { id, place }: { readonly id: string; readonly place: number },
) {
  let seen: SeenRow<T> | undefined;
  return {
    subscribe(listener: () => void): () => void {
      const leaveRow = store.subscribeRow(id, listener);
      const leaveView = view.subscribe(listener);
      return () => {
        leaveRow();
        leaveView();
      };
    },
    read(): SeenRow<T> {
      const [row, key] = [store.getRow(id), view.rowKey(id, place)];
      if (seen?.row !== row || seen?.key !== key) seen = { row, key };
      return seen;
    },
  };
}
