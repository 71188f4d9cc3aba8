import {
  createRounds,
  type LiveEvent,
  type LiveMessage,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import type { Pages } from './createPages.js';
import { readRows } from './readRows.js';
import { isEdited, type TableStore } from './store/tableStore.js';

export interface LiveRowsOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'get' | 'list'>;
  readonly store: TableStore<T>;
  readonly pages: Pick<Pages, 'isReading'>;
  /** Reads all rows again that are there. Never rejects. */
  readonly refresh: () => Promise<unknown>;
  /** Tells that somebody else reads a record again, and hands it to the store. */
  readonly isReadElsewhere: (id: string) => boolean;
}

export interface LiveRows {
  hear(message: LiveMessage): void;
  /** Whose locks records have is news where the rows are chosen by them. */
  hearLocks(message: LiveMessage): void;
  stop(): void;
}

/**
 * Keeps a table's rows up to date with what happens to their records. A row that changed is read again, alone or, of many, in lists of up
 * to a hundred: 500 changes at once cost five requests. All rows are read again only where rows may have come: at most a tenth of the
 * time goes by with that, however many rows there are and however much happens.
 */
export function createLiveRows<T extends RecordValue>({
  resource,
  store,
  pages,
  refresh,
  isReadElsewhere,
}: LiveRowsOptions<T>): LiveRows {
  /** The rows to read, with the version that is known to be there. */
  const due = new Map<string, string | null>();
  /** What was deleted since a read began: its answer may be from before. */
  let gone = new Set<string>();
  const rows = createRounds(readDue);
  const all = createRounds(refresh, { afterMs: 300, restMs: 1_000 });

  function isOlder(id: string, version: string | null): boolean {
    const row = store.getRow(id);
    if (!row) return false;
    const known = (isEdited(row) ? row.latest : row).change?.version;
    return known === undefined || version === null || BigInt(version) > BigInt(known);
  }

  function hearRow({ kind, id, version, by }: LiveEvent): void {
    if (!store.getRow(id)) {
      // It may have come, or be in an answer that is on its way.
      if (kind !== 'deleted' || pages.isReading()) all.ask();
    } else if (isOlder(id, version)) {
      if (kind === 'deleted') remove(id, by);
      else {
        due.set(id, version);
        rows.ask();
      }
    }
  }

  function remove(id: string, by: LiveEvent['by']): void {
    due.delete(id);
    gone.add(id);
    store.receiveDeleted([id], by ? { by, at: '' } : undefined);
    if (pages.isReading()) all.ask();
  }

  async function readDue(): Promise<void> {
    gone = new Set();
    const older = [...due].filter(([id, version]) => isOlder(id, version) && !isReadElsewhere(id));
    due.clear();
    // The answer to a save that is on its way brings its row.
    const waiting = older.filter(([id]) => store.getEdited(id)?.sent);
    for (const [id, version] of waiting) due.set(id, version);
    if (waiting.length > 0) rows.ask();
    const ids = older.flatMap(([id]) => (due.has(id) ? [] : id));
    try {
      await readRows({ resource, store, isGone: (id) => gone.has(id) }, ids);
    } catch {
      // The table says so if that fails, too.
      all.ask();
    }
  }

  return {
    hear(message) {
      if (message.kind === 'resync') all.ask();
      else if (['changed', 'restored', 'deleted'].includes(message.kind)) hearRow(message);
    },
    hearLocks({ kind }) {
      if (kind === 'locked' || kind === 'unlocked' || kind === 'resync') all.ask();
    },
    stop() {
      rows.stop();
      all.stop();
    },
  };
}
