import type { RecordValue } from '../../../client/index.js';
import { createActing } from '../../bulk/createActing.js';
import { createTurns } from '../../bulk/createTurns.js';
import type { ConflictDialogState } from '../../conflictDialogState.js';
import { isEdited, seenIn } from '../store/tableStore.js';
import { createOwnVersions } from './createOwnVersions.js';
import type {
  SaveTurn,
  TableHandlers,
  TableNotice,
  TableSession,
  TableSessionOptions,
  TableShell,
  TableState,
} from './tableSession.js';
import type { createWorking } from './working.js';
import { workingCode } from './workingCode.js';

/** Makes what saves, reviews and acts on the rows of a store. */
export function createTableSession<T extends RecordValue>(options: TableSessionOptions<T>): TableSession<T> {
  const { resource, store } = options;
  const listeners = new Set<() => void>();
  let state: TableState<T> = { isSaving: false, progress: null, notice: null, reviewed: null };
  function set(next: Partial<TableState<T>>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  const inTurn = createTurns();
  let stop = new AbortController();
  let lastSave: Promise<unknown> | undefined;
  function saveInTurn<R>(work: (turn: SaveTurn) => Promise<R>): Promise<R> {
    const { signal } = stop;
    set({ isSaving: true });
    const saved = inTurn(async () => {
      let end: Partial<TableState<T>> = { progress: null };
      let then: (() => void) | undefined;
      try {
        return await work({
          signal,
          endWith: (notice) => (end = { ...end, notice }),
          after: (next) => (then = next),
        });
      } finally {
        set(lastSave === saved ? { ...end, isSaving: false } : end);
        then?.();
      }
    });
    lastSave = saved;
    return saved;
  }
  const versions = createOwnVersions();
  let handlers: TableHandlers<T> = { policy: 'silent', onSaved() {} };
  const shell: TableShell<T> = {
    ...options,
    getState: () => state,
    set,
    getPolicy: () => handlers.policy,
    versions,
    saveInTurn,
    onSaved: (records) => handlers.onSaved(records),
  };
  const tell = (notice: TableNotice) => set({ notice });
  let working: ReturnType<typeof createWorking<T>> | undefined;
  /** Its code is there after the first edit, so that a save needs nothing but its own request. */
  async function load(): Promise<typeof working> {
    try {
      const code = await workingCode.load();
      working ??= code.createWorking(shell);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.');
      tell({ kind: 'failed', error, done: 0, left: store.getSummary().unsaved });
    }
    return working;
  }
  const stopWaiting = store.subscribe(() => {
    const { unsaved, open } = store.getSummary();
    if (unsaved + open === 0) return;
    stopWaiting();
    // Whoever needs it is told of a failure.
    workingCode.load().catch(() => {});
  });
  const acting = createActing({
    resource,
    inTurn,
    shownOf(id) {
      const row = store.getRow(id);
      return row && isEdited(row) ? row.latest : row;
    },
    seenOf(id) {
      const row = store.getRow(store.currentId(id));
      return row && seenIn(row);
    },
    async afterSaves(seen) {
      const isUnderWay = (id: string) => store.getEdited(id)?.sent !== undefined;
      if ([...seen.keys()].some((id) => isUnderWay(store.currentId(id))))
        await working?.save([], {
          signal: stop.signal,
          endWith: (notice) => set({ progress: null, notice }),
          after: (next) => next(),
        });
      const now = [...seen].map(
        ([id, token]) =>
          [store.currentId(id), token === undefined ? token : versions.since(token, id)] as const,
      );
      return {
        ready: new Map(now.filter(([id]) => !isUnderWay(id))),
        open: new Map(now.filter(([id]) => isUnderWay(id))),
      };
    },
    onActed: versions.note,
    onSaved(records) {
      store.receive(records);
      shell.onSaved(records);
    },
    onRemoved(ids) {
      store.receiveDeleted(ids.filter((id) => !store.getEdited(id)?.isNew));
      // Whoever deletes a row means its edits, too.
      store.discard(ids);
    },
    onMoved: store.receive,
    onGone: (id, change) => store.receiveDeleted([id], change),
    tell,
  });
  return {
    getState: () => state,
    connect(next) {
      handlers = next;
    },
    subscribe,
    save: (ids) => saveInTurn(async (turn) => (await load())?.save(ids, turn)),
    cancel() {
      stop.abort();
      stop = new AbortController();
    },
    review: async (id) => (await load())?.review(id),
    reviewAll: async () => (await load())?.reviewAll(),
    reviewNext: () => working?.reviewNext(),
    settleAll: async (pick) => working?.settleAll(pick),
    getDialog: () => working?.getDialog() ?? closedDialog(resource),
    ...acting,
    dismissNotice: () => set({ notice: null }),
    tell,
  };
}

/** Before anything was reviewed. */
function closedDialog<T extends RecordValue>(
  resource: TableSessionOptions<T>['resource'],
): ConflictDialogState<T> {
  const isSaved = () => Promise.resolve(false);
  return { resource, conflict: null, onSave: isSaved, onDiscard() {}, onKeepEditing() {} };
}
