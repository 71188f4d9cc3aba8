import type { ListQuery, RecordValue, Resource } from '../../client/index.js';
import type { VersionToken } from '../../core/index.js';
import { readRows } from './readRows.js';
import type { TableStore } from './store/tableStore.js';

export interface PagesState {
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error: Error | null;
  /** Which read that was, to try again. */
  readonly failed: 'refresh' | 'more' | null;
  /** Proves which records match, where the first page came with one. */
  readonly listToken: VersionToken | undefined;
}

/** Reads a table's rows page by page. */
export interface Pages {
  getState(): PagesState;
  subscribe(listener: () => void): () => void;
  /** Reads as many rows again as are there, from the start; the first page where there are none. */
  refresh(query: ListQuery, signal?: AbortSignal): Promise<void>;
  /** Reads the next page, if there is one and none is on its way. */
  more(): Promise<void>;
  /** Tells whether an answer is on its way. */
  isReading(): boolean;
}

export function createPages<T extends RecordValue>(resource: Resource<T>, store: TableStore<T>): Pages {
  const listeners = new Set<() => void>();
  let state: PagesState = {
    isLoading: true,
    hasMore: false,
    error: null,
    failed: null,
    listToken: undefined,
  };
  let query: ListQuery = {};
  let next: string | null = null;
  let pages = 1;
  let isReading = false;

  function set(change: Partial<PagesState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** Rows with edits that the list no longer holds: deleted, or only no longer matching? */
  async function lookAfter(found: ReadonlySet<string>, signal?: AbortSignal): Promise<void> {
    const edited = store.idsIn('edited', 'invalid', 'conflict', 'failed', 'locked', 'not-allowed');
    const missing = edited.filter((id) => !found.has(id) && !store.getEdited(id)?.isNew);
    try {
      await readRows({ resource, store, signal }, missing);
    } catch {
      // They stay as they are known; their saves are checked like any other.
      signal?.throwIfAborted();
    }
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async refresh(wanted, signal) {
      if (JSON.stringify(wanted) !== JSON.stringify(query)) pages = 1;
      query = wanted;
      set({ isLoading: true });
      try {
        // Locks change by themselves, so that no list by them is signed.
        const first = await resource.list(
          { ...query, isSigned: query.locked === undefined },
          signal ? { signal } : {},
        );
        let page = first;
        const items = [...first.items];
        for (let read = 1; read < pages && page.next !== null; read++) {
          page = await resource.list({ ...query, after: page.next }, signal ? { signal } : {});
          items.push(...page.items);
        }
        next = page.next;
        store.setRows(items);
        set({
          isLoading: false,
          hasMore: next !== null,
          error: null,
          failed: null,
          listToken: first.listToken,
        });
        await lookAfter(new Set(items.map(({ value }) => value.id)), signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        const error = thrown instanceof Error ? thrown : new Error('The rows could not be read.');
        set({ isLoading: false, error, failed: 'refresh' });
        throw error;
      }
    },
    async more() {
      // Behind rows that could not be read no page follows.
      if (isReading || next === null || state.isLoading || state.failed === 'refresh') return;
      isReading = true;
      const asked = query;
      try {
        const page = await resource.list({ ...query, after: next });
        // Another list is wanted by now.
        if (asked !== query) return;
        pages++;
        next = page.next;
        store.addRows(page.items);
        set({ hasMore: next !== null, error: null, failed: null });
      } catch (thrown) {
        if (asked !== query) return;
        const error = thrown instanceof Error ? thrown : new Error('The rows could not be read.');
        set({ error, failed: 'more' });
      } finally {
        isReading = false;
      }
    },
    isReading: () => isReading || state.isLoading,
  };
}
