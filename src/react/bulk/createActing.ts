import {
  isConflictError,
  type BatchOperation,
  type BatchOptions,
  type BatchProgress,
  type BatchResult,
  type BatchRow,
  type ListQuery,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import { isEqual, type ChangeInfo, type Json, type Versioned, type VersionToken } from '../../core/index.js';
import { countDone, errorOf, isDone, isMoved, refusals } from './batchRows.js';
import type { BulkNotice } from './bulkNotice.js';
import type { InTurn } from './createTurns.js';

/** All records that match, and what proves which they were. */
export interface SelectionQuery {
  readonly where: NonNullable<ListQuery['where']>;
  /** Absent where there are too many to sign: then a person is asked. */
  readonly listToken: VersionToken | undefined;
}

/** Of versions, by the records' ids; undefined where one was gone already. */
type Tokens = ReadonlyMap<string, VersionToken | undefined>;

/** Runs actions on many records, each checked by the version that was shown. What became of it is told. */
export interface Acting {
  /** `remove` deletes them. `tokens` are of the versions that a person was asked about, where that was before; else those that are shown now count. */
  act(action: string, ids: readonly string[], input?: Json, tokens?: Tokens): Promise<void>;
  actOnAll(action: string, selection: SelectionQuery, input?: Json): Promise<void>;
}

export interface ActingParts<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'batch'>;
  readonly inTurn: InTurn;
  /** The version of a record that is shown. */
  readonly shownOf: (id: string) => Versioned<T> | undefined;
  /** The version that the person has seen. @default the one that is shown */
  readonly seenOf?: (id: string) => Versioned<T> | undefined;
  /** Asks what became of saves. @returns which records are meant by now, in which versions; `open`: their saves are still not answered. */
  readonly afterSaves?: (seen: Tokens) => Settled | Promise<Settled>;
  /** Told of versions that the action itself made. */
  readonly onActed?: (before: VersionToken, after: VersionToken) => void;
  readonly onSaved: (records: readonly Versioned<T>[]) => void;
  readonly onRemoved: (ids: readonly string[]) => void;
  /** Shows what others did meanwhile: whoever goes on has seen it. */
  readonly onMoved: (records: readonly Versioned<T>[]) => void;
  readonly onGone: (id: string, change: ChangeInfo | undefined) => void;
  readonly tell: (notice: BulkNotice) => void;
}

interface Settled {
  readonly ready: Tokens;
  readonly open: Tokens;
}

export function createActing<T extends RecordValue>(parts: ActingParts<T>): Acting {
  const { resource, inTurn, shownOf, seenOf = shownOf, tell } = parts;
  const { afterSaves = (seen: Tokens) => ({ ready: seen, open: new Map() }) } = parts;
  let waiting: readonly Waiting[] = [];

  /** Nothing is done twice: what was not answered is asked about by the same requests, under their own keys, now and whenever the person says so. */
  async function run({ start, report, bases = [], openCount = 0, ...wish }: Run<T>): Promise<void> {
    const { action, ids } = wish;
    let done = 0;
    const onProgress = ({ answered }: BatchProgress<T>) => {
      const rows = [...answered.values()];
      done += countDone(rows);
      for (const [place, row] of answered) {
        const before = bases[place]?.token;
        if (before && row.kind === 'saved') parts.onActed?.(before, row.record.token);
      }
      parts.onSaved(rows.flatMap((row) => (row.kind === 'saved' ? row.record : [])));
      parts.onRemoved(rows.flatMap((row) => (row.kind === 'removed' ? row.id : [])));
    };
    try {
      const first = await start({ onProgress });
      const { rows, resume } = first.resume ? await first.resume({ onProgress }) : first;
      if (!resume) return tell(report(rows));
      const left = ids && openCount + rows.filter(({ kind }) => kind === 'unanswered').length;
      const ask = once(async () => {
        await run({ start: resume, report, bases, openCount, ...wish });
        waiting = waiting.filter((one) => one.ask !== ask);
      });
      waiting = [...waiting, { ...wish, ask }];
      tell({ kind: 'unanswered', action, done: countDone(rows), rows: left, retry: () => inTurn(ask) });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The action failed.');
      tell({ kind: 'failed', action, error, done, left: ids ? ids.length - done : 0 });
    }
  }

  /** What was not answered is asked about first. @returns the rows that are left for a person's next wish; null where nothing is. */
  async function settleWaiting({ action, input, ids }: Wish): Promise<readonly string[] | null> {
    const asked = waiting;
    for (const { ask } of asked) await ask();
    if (waiting.length > 0) return null;
    const same = asked.filter((one) => one.action === action && isEqual(one.input, input));
    if (same.length === 0) return ids ?? [];
    if (!ids || same.some((one) => !one.ids)) return null;
    const settled = new Set(same.flatMap((one) => one.ids ?? []));
    const left = ids.filter((id) => !settled.has(id));
    return left.length > 0 ? left : null;
  }

  /** @returns whether others were faster. */
  function meetTheirs(id: string, row: BatchRow<T>): boolean {
    if (row.kind !== 'refused' || !isConflictError<T>(row.error)) return false;
    const { conflict } = row.error;
    if (conflict.kind === 'modified') parts.onMoved([conflict.theirs]);
    else parts.onGone(id, conflict.change);
    return true;
  }

  const act: Acting['act'] = (action, wanted, input, tokens) => {
    // A server refuses to be told twice of one.
    const ids = [...new Set(wanted)];
    const seen = new Map(ids.map((id) => [id, tokens?.get(id) ?? seenOf(id)?.token]));
    return inTurn(() => actNow({ action, input, ids }, seen));
  };

  async function actNow(wish: Wish, seen: Tokens): Promise<void> {
    const { action, input } = wish;
    const left = await settleWaiting(wish);
    if (!left) return;
    const { ready, open } = await afterSaves(new Map(left.map((id) => [id, seen.get(id)])));
    const gone = [...ready].flatMap(([id, token]) => (token !== undefined && shownOf(id) ? [] : id));
    const chosen = [...ready].flatMap(([id, token]) => {
      const shown = shownOf(id);
      return shown && token !== undefined ? { ...shown, token } : [];
    });
    // What has no token no server knows: to remove it is to forget it.
    const unknown = chosen.flatMap(({ value: { id }, token }) => (token === '' ? { id } : []));
    const [forgotten, unsaved] = action === 'remove' ? [unknown, []] : [[], unknown];
    parts.onRemoved(forgotten.map(({ id }) => id));
    const bases = chosen.filter(({ token }) => token !== '');
    const operations = bases.map((base): BatchOperation<T> =>
      action === 'remove' ? { op: 'remove', base } : { op: 'action', base, action, ...inputOf(input) },
    );
    const ids = bases.map(({ value }) => value.id);
    await run({
      action,
      input,
      ids,
      bases,
      openCount: open.size,
      start: (options) => resource.batch(operations, options),
      report(rows) {
        const done = forgotten.length + countDone(rows);
        const undone = rows.flatMap((row, place) => (isDone(row) ? [] : { id: ids[place] ?? '', row }));
        const changed = new Set(undone.flatMap(({ id, row }) => (meetTheirs(id, row) ? id : [])));
        const refused = undone.flatMap(({ id, row }) => (changed.has(id) ? [] : { id, ...errorOf(row) }));
        if (open.size > 0) {
          const again = [...gone, ...[...undone, ...unsaved].map(({ id }) => id), ...open.keys()];
          const retry = once(() => act(action, again, input, new Map([...ready, ...open])));
          return { kind: 'unanswered', action, done, rows: open.size, retry };
        }
        return {
          kind: 'acted',
          action,
          done,
          moved: [...gone, ...changed],
          ...refusals([...refused, ...unsaved]),
          goOn: once(() => act(action, [...changed].filter(shownOf), input)),
        };
      },
    });
  }

  const actOnAll: Acting['actOnAll'] = (action, selection, input) =>
    inTurn(() => actOnAllNow({ action, input, ids: null }, selection));

  async function actOnAllNow(wish: Wish, { where, listToken }: SelectionQuery): Promise<void> {
    if (!(await settleWaiting(wish))) return;
    const { action, input } = wish;
    const runOver = (token: VersionToken | 'unchecked') =>
      run({
        ...wish,
        start: (options) => resource.batch({ action, where, listToken: token, ...inputOf(input) }, options),
        report(rows) {
          if (token !== 'unchecked' && isMoved(rows)) return ask('moved');
          const refused = rows.filter((row) => !isDone(row)).map(errorOf);
          return { kind: 'acted', action, done: countDone(rows), moved: [], ...refusals(refused), goOn() {} };
        },
      });
    const ask = (reason: 'moved' | 'too-many'): BulkNotice => ({
      kind: 'unchecked',
      action,
      reason,
      goOn: once(() => inTurn(() => runOver('unchecked'))),
    });
    if (listToken) await runOver(listToken);
    else tell(ask('too-many'));
  }

  return { act, actOnAll };
}

interface Wish {
  readonly action: string;
  readonly input: Json | undefined;
  /** Null: all that match. */
  readonly ids: readonly string[] | null;
}

interface Waiting extends Wish {
  readonly ask: () => Promise<void>;
}

interface Run<T extends RecordValue> extends Wish {
  readonly start: (options: Pick<BatchOptions<T>, 'onProgress'>) => Promise<BatchResult<T>>;
  readonly report: (rows: readonly BatchRow<T>[]) => BulkNotice;
  readonly bases?: readonly Versioned<T>[];
  /** Records whose saves are not answered. */
  readonly openCount?: number;
}

/** A second click is the first one. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

function inputOf(input: Json | undefined): { readonly input?: Json } {
  return input === undefined ? {} : { input };
}
