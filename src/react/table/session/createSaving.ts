import {
  saveRows,
  type RecordValue,
  type RowEdit,
  type RowOutcome,
  type SavePolicy,
  type SaveRowsResult,
} from '../../../client/index.js';
import { isEqual, type Versioned } from '../../../core/index.js';
import { conflictOf, isSendable, type RowState } from '../store/editedRow.js';
import type { SaveTurn, TableNotice, TableShell } from './tableSession.js';

type Outcomes<T> = ReadonlyMap<string, RowOutcome<T>>;
type NamedEdit<T extends RecordValue> = RowEdit<T> & { readonly id: string };
/** `over`: what was one's own in the row when it was decided. */
export type Decided<T extends RecordValue> = NamedEdit<T> & { readonly over: T };

/** The part of a session that sends rows, and remembers those that were not answered until they are. */
export interface Saving<T extends RecordValue> {
  /** Is called in its turn. */
  save(ids: readonly string[] | undefined, turn: SaveTurn): Promise<void>;
  /**
   * Sends what a review came to, in its turn.
   * @returns what became of each row; without an entry it was not answered, was stopped, or had been settled or typed into meanwhile.
   */
  sendReviewed(edits: readonly Decided<T>[]): Promise<Outcomes<T>>;
}

/** `onConflicts` is told of the rows that need a person now, under `ask`. */
export function createSaving<T extends RecordValue>(
  shell: TableShell<T>,
  onConflicts: (ids: readonly string[]) => void,
): Saving<T> {
  const { resource, store, getPolicy, chunkRows, onSaved } = shell;
  let waiting: { readonly ids: Places; readonly resume: Resume<T> }[] = [];

  /** Sends rows and takes each answer in as it comes; what is not answered waits in its row. */
  async function run(
    { ids, ended, signal }: Going<T> & { readonly ids: Places },
    go: (later: Later<T>) => Promise<SaveRowsResult<T>>,
  ): Promise<void> {
    let done = 0;
    const take = (settled: ReadonlyMap<number, RowOutcome<T>>) => {
      const answered = new Map<string, RowOutcome<T>>();
      const records: Versioned<T>[] = [];
      settled.forEach((outcome, place) => {
        const id = ids[place];
        if (id === undefined || outcome.kind === 'unanswered') return;
        answered.set(id, outcome);
        // A new row goes by its own name from now on.
        ended.set(outcome.kind === 'saved' ? outcome.record.value.id : id, outcome);
        if (outcome.kind !== 'saved') return;
        records.push(outcome.record);
        // What was merged into it nobody has seen.
        if (!outcome.theirs) shell.versions.note(store.getEdited(id)?.base.token || id, outcome.record.token);
      });
      done += answered.size;
      store.settle(answered);
      onSaved(records);
    };
    const { outcomes, resume } = await go({
      signal,
      onSettled(settled) {
        take(settled);
        if (shell.getState().isSaving) shell.set({ progress: { done, all: ids.length } });
      },
    });
    if (!outcomes.some(isLeft)) return;
    const asked = ids.map((id, place) => (outcomes[place]?.kind === 'unanswered' ? id : undefined));
    if (resume && asked.some((id) => id !== undefined)) waiting = [...waiting, { ids: asked, resume }];
    // Nobody has seen them: they are edits as before.
    const unsent = [...outcomes.keys()].filter((place) => outcomes[place]?.kind === 'unsent');
    if (unsent.length > 0) take(new Map(unsent.map((place) => [place, { kind: 'unsent' }])));
  }

  function send(edits: readonly NamedEdit<T>[], policy: SavePolicy, going: Going<T>): Promise<void> {
    const ids = edits.map(({ id }) => id);
    return run({ ...going, ids }, (later) =>
      saveRows(resource.batch, edits, { policy, rules: resource.rules, chunkRows, ...later }),
    );
  }

  /** Asks first what became of rows that were not answered: the very same requests, under their own keys. */
  async function settleWaiting(going: Going<T>): Promise<void> {
    for (const asked of waiting) {
      waiting = waiting.filter((other) => other !== asked);
      await run({ ...going, ids: asked.ids }, (later) => asked.resume({ ...later, isUnansweredOnly: true }));
    }
  }

  /** What goes wrong is told, and no row is left hanging. */
  async function telling(work: Work<T>, { signal, endWith }: SaveTurn): Promise<Outcomes<T>> {
    const ended: Ended<T> = new Map();
    shell.set({ notice: null, progress: null });
    try {
      const heldUp = await work({ ended, signal });
      endWith(waiting.length > 0 ? unansweredNotice(ended) : noticeOf(ended, heldUp));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The save failed.', { cause: thrown });
      const hanging = store.idsIn('saving').filter((id) => !waiting.some(({ ids }) => ids.includes(id)));
      store.settle(new Map(hanging.map((id) => [id, { kind: 'unsent' }])));
      const { saved: done } = countOf(ended);
      endWith({ kind: 'failed', error, done, left: hanging.length });
    }
    return ended;
  }

  function unansweredNotice(outcomes: Outcomes<T>): TableNotice {
    return {
      kind: 'unanswered',
      saved: countOf(outcomes).saved,
      rows: store.idsIn('saving').length,
      retry: () => void shell.saveInTurn((turn) => save(undefined, turn)),
    };
  }

  /** Those of the wanted rows, or of all, that can be sent. */
  const findUnsaved = (wanted: readonly string[] | undefined) =>
    (wanted ?? store.idsIn('new', 'edited', 'locked', 'not-allowed', 'failed')).filter((id) => {
      const row = store.getEdited(id);
      return row !== undefined && isSendable(row);
    });

  /** Under `abort-all` a row that is known not to be saved holds up the others, as one does that the server refuses. */
  function findHeldUp(aborted: number, wanted: ReadonlySet<string> | undefined): HeldUp | undefined {
    if (getPolicy() !== 'abort-all') return undefined;
    const countIn = (...states: readonly RowState[]) =>
      store.idsIn(...states).filter((id) => wanted?.has(id) ?? true).length;
    const [open, refused] = [countIn('conflict', 'deleted'), countIn('invalid')];
    return open + refused > 0 ? { open, refused, aborted } : undefined;
  }

  async function save(wanted: readonly string[] | undefined, turn: SaveTurn): Promise<void> {
    if (waiting.length === 0 && findUnsaved(wanted).length === 0) return;
    const outcomes = await telling(async (going) => {
      await settleWaiting(going);
      if (waiting.length > 0) return undefined;
      const ids = findUnsaved(wanted);
      if (ids.length === 0) return undefined;
      const heldUp = findHeldUp(ids.length, wanted && new Set(wanted));
      if (heldUp) return heldUp;
      store.clearMarks();
      await send(store.send(ids), getPolicy(), going);
      return undefined;
    }, turn);
    if (getPolicy() !== 'ask') return;
    const open = [...outcomes].flatMap(([id, { kind }]) => (kind === 'conflict' ? id : []));
    if (open.length > 0) turn.after(() => onConflicts(open));
  }

  /** What was settled meanwhile, while it waited, is not sent. */
  async function sendOpen(edits: readonly Decided<T>[], going: Going<T>): Promise<undefined> {
    const open = edits.filter(({ id, over }) => {
      const row = store.getEdited(id);
      // Nor what was typed into since.
      return row && !row.sent && isEqual(conflictOf(row)?.mine, over);
    });
    for (const { id, base, mine } of open) store.sendResolved({ id, theirs: base, mine });
    await send(open, 'silent', going);
  }

  return {
    save,
    sendReviewed: (edits) => shell.saveInTurn((turn) => telling((going) => sendOpen(edits, going), turn)),
  };
}

function isLeft({ kind }: RowOutcome<unknown>): boolean {
  return kind === 'unanswered' || kind === 'unsent';
}

/** Ids by their places among what was sent; undefined where nothing is waited for any more. */
type Places = readonly (string | undefined)[];
type Later<T extends RecordValue> = Parameters<Resume<T>>[0] & object;
type Resume<T extends RecordValue> = NonNullable<SaveRowsResult<T>['resume']>;
/** What became of rows so far, also if something breaks later. */
type Ended<T> = Map<string, RowOutcome<T>>;
interface Going<T> {
  readonly ended: Ended<T>;
  readonly signal: AbortSignal;
}
/** Counts of rows that nothing was sent of. */
type HeldUp = Pick<TableNotice & { readonly kind: 'saved' }, 'open' | 'refused' | 'aborted'>;
type Work<T> = (going: Going<T>) => Promise<HeldUp | undefined>;

function countOf<T>(outcomes: Outcomes<T>): Readonly<Record<RowOutcome<T>['kind'] | 'merged', number>> {
  const counts = { saved: 0, merged: 0, conflict: 0, refused: 0, aborted: 0, unanswered: 0, unsent: 0 };
  for (const outcome of outcomes.values()) {
    counts[outcome.kind]++;
    if (outcome.kind === 'saved' && outcome.theirs) counts.merged++;
  }
  return counts;
}

function noticeOf<T>(outcomes: Outcomes<T>, heldUp: HeldUp | undefined): TableNotice | null {
  if (outcomes.size === 0 && !heldUp) return null;
  const { conflict: open, unanswered: _later, ...counts } = countOf(outcomes);
  return { kind: 'saved', open, ...counts, ...heldUp };
}
