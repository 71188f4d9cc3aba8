import {
  saveRows,
  type RecordValue,
  type RowEdit,
  type RowOutcome,
  type SavePolicy,
  type SaveRowsResult,
} from '../../../client/index.js';
import { isSendable } from '../store/editedRow.js';
import type { TableNotice, TableShell } from './tableSession.js';

type Outcomes<T> = ReadonlyMap<string, RowOutcome<T>>;
type NamedEdit<T extends RecordValue> = RowEdit<T> & { readonly id: string };

/** The part of a session that sends rows, and remembers those that were not answered until they are. */
export interface Saving<T extends RecordValue> {
  save(ids?: readonly string[]): Promise<void>;
  cancel(): void;
  /** Sends what a review came to. @returns what became of each row; without an entry it was not answered. */
  sendReviewed(edits: readonly NamedEdit<T>[]): Promise<Outcomes<T>>;
}

/** `onConflicts` is told of the rows that need a person now, under `ask`. */
export function createSaving<T extends RecordValue>(
  shell: TableShell<T>,
  onConflicts: (ids: readonly string[]) => void,
): Saving<T> {
  const { resource, store, getPolicy, chunkRows, onSaved } = shell;
  let waiting: { readonly ids: readonly string[]; readonly resume: Resume<T> }[] = [];
  let stop: AbortController | undefined;

  /** Sends rows and takes each answer in as it comes; what is not answered waits in its row. */
  async function run(
    ids: readonly string[],
    go: (later: Later<T>) => Promise<SaveRowsResult<T>>,
  ): Promise<Outcomes<T>> {
    const ended = new Map<string, RowOutcome<T>>();
    const take = (rows: readonly (readonly [string, RowOutcome<T>])[]) => {
      for (const [id, outcome] of rows) ended.set(id, outcome);
      store.settle(new Map(rows));
      onSaved(rows.flatMap(([, outcome]) => (outcome.kind === 'saved' ? outcome.record : [])));
    };
    const { outcomes, resume } = await go({
      ...(stop ? { signal: stop.signal } : {}),
      onSettled(settled) {
        const answered = [...settled].filter(([, { kind }]) => kind !== 'unanswered');
        take(answered.map(([place, outcome]) => [ids[place] ?? '', outcome]));
        if (shell.getState().isSaving) shell.set({ progress: { done: ended.size, all: ids.length } });
      },
    });
    if (resume && outcomes.some(({ kind }) => kind === 'unanswered')) waiting.push({ ids, resume });
    else take(ids.filter((id) => !ended.has(id)).map((id) => [id, { kind: 'unsent' }]));
    return ended;
  }

  function send(edits: readonly NamedEdit<T>[], policy: SavePolicy): Promise<Outcomes<T>> {
    return run(
      edits.map(({ id }) => id),
      (later) => saveRows(resource.batch, edits, { policy, rules: resource.rules, chunkRows, ...later }),
    );
  }

  /** Asks first what became of rows that were not answered: the very same requests, under their own keys. */
  async function settleWaiting(): Promise<Outcomes<T>> {
    const [asked, all] = [waiting, new Map<string, RowOutcome<T>>()];
    waiting = [];
    for (const { ids, resume } of asked)
      for (const [id, outcome] of await run(ids, resume)) all.set(id, outcome);
    return all;
  }

  /** One save at a time; what goes wrong is told, and no row is left hanging. */
  async function once(work: () => Promise<Outcomes<T>>): Promise<Outcomes<T>> {
    if (shell.getState().isSaving) return new Map();
    stop = new AbortController();
    shell.set({ isSaving: true, notice: null, progress: null });
    try {
      const outcomes = await work();
      const left = waiting.reduce((sum, { ids }) => sum + ids.length, 0);
      const notice = left > 0 ? unansweredNotice(outcomes) : noticeOf(outcomes);
      shell.set({ isSaving: false, progress: null, notice });
      return outcomes;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      const hanging = store.idsIn('saving').filter((id) => !waiting.some(({ ids }) => ids.includes(id)));
      store.settle(new Map(hanging.map((id) => [id, { kind: 'unsent' }])));
      shell.set({ isSaving: false, progress: null, notice: { kind: 'failed', error, done: 0, left: hanging.length } });
      return new Map();
    } finally {
      stop = undefined;
    }
  }

  function unansweredNotice(outcomes: Outcomes<T>): TableNotice {
    return {
      kind: 'unanswered',
      saved: count(outcomes, 'saved'),
      rows: store.idsIn('saving').length,
      retry: () => void save(),
    };
  }

  const findUnsaved = () =>
    store.idsIn('new', 'edited', 'locked', 'not-allowed', 'failed').filter((id) => {
      const row = store.getEdited(id);
      return row && isSendable(row);
    });

  async function save(wanted?: readonly string[]): Promise<void> {
    if (waiting.length === 0 && (wanted ?? findUnsaved()).length === 0) return;
    const outcomes = await once(async () => {
      const earlier = await settleWaiting();
      if (waiting.length > 0) return earlier;
      const ids = wanted ?? findUnsaved();
      store.clearMarks();
      const now = await send(store.send(ids), getPolicy());
      return new Map([...earlier, ...now]);
    });
    const open = [...outcomes].flatMap(([id, { kind }]) => (kind === 'conflict' ? id : []));
    if (getPolicy() === 'ask' && open.length > 0) onConflicts(open);
  }

  return {
    save,
    cancel: () => stop?.abort(),
    sendReviewed: (edits) => once(() => send(edits, 'silent')),
  };
}

type Later<T extends RecordValue> = Parameters<Resume<T>>[0] & object;
type Resume<T extends RecordValue> = NonNullable<SaveRowsResult<T>['resume']>;

function count<T>(outcomes: Outcomes<T>, kind: RowOutcome<T>['kind']): number {
  return [...outcomes.values()].filter((outcome) => outcome.kind === kind).length;
}

function noticeOf<T>(outcomes: Outcomes<T>): TableNotice | null {
  if (outcomes.size === 0) return null;
  return {
    kind: 'saved',
    saved: count(outcomes, 'saved'),
    merged: [...outcomes.values()].filter((outcome) => outcome.kind === 'saved' && outcome.theirs).length,
    open: count(outcomes, 'conflict'),
    refused: count(outcomes, 'refused'),
    aborted: count(outcomes, 'aborted'),
    unsent: count(outcomes, 'unsent'),
  };
}
