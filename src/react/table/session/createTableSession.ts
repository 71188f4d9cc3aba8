import type { RecordValue } from '../../../client/index.js';
import { createActing } from '../../bulk/createActing.js';
import type { ConflictDialogState } from '../../conflictDialogState.js';
import { isEdited } from '../store/tableStore.js';
import type {
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
  let handlers: TableHandlers<T> = { policy: 'silent', onSaved() {} };
  const shell: TableShell<T> = {
    ...options,
    getState: () => state,
    set,
    getPolicy: () => handlers.policy,
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
    shownOf(id) {
      const row = store.getRow(id);
      return row && isEdited(row) ? row.latest : row;
    },
    onSaved(records) {
      store.receive(records);
      shell.onSaved(records);
    },
    onRemoved(ids) {
      store.receiveDeleted(ids);
      // Whoever deletes a row means its edits, too.
      store.discard(ids);
    },
    onMoved: store.receive,
    onGone: (id, change) => store.receiveDeleted([id], change),
    tell,
  });
  const isUnderWay = (ids: readonly string[]) => ids.some((id) => store.getEdited(id)?.sent);
  const whenSaved = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (state.isSaving) return;
        stop();
        resolve();
      };
      const stop = subscribe(look);
      look();
    });
  /** Rows that are being saved have another version in a moment: what is done to them waits for that, or would meet one's own save. */
  async function actBehind(...[action, ids, ...rest]: Parameters<TableSession<T>['act']>): Promise<void> {
    if (isUnderWay(ids)) await whenSaved();
    // What was not answered is asked about.
    if (isUnderWay(ids)) await working?.save([]);
    if (!isUnderWay(ids)) await acting.act(action, ids, ...rest);
  }
  let acted: Promise<unknown> = Promise.resolve();
  return {
    getState: () => state,
    connect(next) {
      handlers = next;
    },
    subscribe,
    async save(ids) {
      await acted;
      await (await load())?.save(ids);
    },
    cancel: () => working?.cancel(),
    review: async (id) => (await load())?.review(id),
    reviewAll: async () => (await load())?.reviewAll(),
    reviewNext: () => working?.reviewNext(),
    settleAll: async (pick) => working?.settleAll(pick),
    getDialog: () => working?.getDialog() ?? closedDialog(resource),
    actOnAll: acting.actOnAll,
    act(...wish) {
      const done = actBehind(...wish);
      acted = Promise.all([acted, done]);
      return done;
    },
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
