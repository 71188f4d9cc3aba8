import {
  isConflictError,
  isResponseError,
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
import type { BulkNotice } from './bulkNotice.js';

/** All records that match, and what proves which they were. */
export interface SelectionQuery {
  readonly where: NonNullable<ListQuery['where']>;
  /** Absent where there are too many to sign: then a person is asked. */
  readonly listToken: VersionToken | undefined;
}

/** Of versions, by the records' ids. */
type Tokens = ReadonlyMap<string, VersionToken>;

/** Runs actions on many records, each checked by the version that was shown. What became of it is told. */
export interface Acting {
  /** `remove` deletes them. `tokens` are of the versions that a person was asked about, where that was before. */
  act(action: string, ids: readonly string[], input?: Json, tokens?: Tokens): Promise<void>;
  actOnAll(action: string, selection: SelectionQuery, input?: Json): Promise<void>;
}

export interface ActingParts<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'batch'>;
  /** The version of a record that is shown. */
  readonly shownOf: (id: string) => Versioned<T> | undefined;
  readonly onSaved: (records: readonly Versioned<T>[]) => void;
  readonly onRemoved: (ids: readonly string[]) => void;
  /** Shows what others did meanwhile: whoever goes on has seen it. */
  readonly onMoved: (records: readonly Versioned<T>[]) => void;
  readonly onGone: (id: string, change: ChangeInfo | undefined) => void;
  readonly tell: (notice: BulkNotice) => void;
}

export function createActing<T extends RecordValue>(parts: ActingParts<T>): Acting {
  const { resource, shownOf, tell } = parts;
  let waiting: readonly Waiting[] = [];

  /** Nothing is done twice: what was not answered is asked about by the same requests, under their own keys, now and whenever the person says so. */
  async function run({ start, report, ...wish }: Run<T>): Promise<void> {
    const { action, ids } = wish;
    let done = 0;
    const onProgress = ({ answered }: BatchProgress<T>) => {
      const rows = [...answered.values()];
      done += countDone(rows);
      parts.onSaved(rows.flatMap((row) => (row.kind === 'saved' ? row.record : [])));
      parts.onRemoved(rows.flatMap((row) => (row.kind === 'removed' ? row.id : [])));
    };
    try {
      const first = await start({ onProgress });
      const { rows, resume } = first.resume ? await first.resume({ onProgress }) : first;
      if (!resume) return tell(report(rows));
      const left = ids && rows.filter(({ kind }) => kind === 'unanswered').length;
      const retry = once(async () => {
        await run({ start: resume, report, ...wish });
        waiting = waiting.filter((one) => one.retry !== retry);
      });
      waiting = [...waiting, { ...wish, retry }];
      tell({ kind: 'unanswered', action, done: countDone(rows), rows: left, retry });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error('The action failed.');
      tell({ kind: 'failed', action, error, done, left: ids ? ids.length - done : 0 });
    }
  }

  /** What was not answered is asked about first. @returns the rows that are left for a person's next wish; null where nothing is. */
  async function settleWaiting({ action, input, ids }: Wish): Promise<readonly string[] | null> {
    const asked = waiting;
    for (const { retry } of asked) await retry();
    if (waiting.length > 0) return null;
    const same = asked.filter((one) => one.action === action && isEqual(one.input, input));
    if (same.length === 0) return ids ?? [];
    if (!ids || same.some((one) => !one.ids)) return null;
    const settled = new Set(same.flatMap((one) => one.ids ?? []));
    const left = ids.filter((id) => !settled.has(id));
    return left.length > 0 ? left : null;
  }

  function meetTheirs(rows: readonly BatchRow<T>[], ids: readonly string[]): readonly string[] {
    return rows.flatMap((row, index) => {
      if (row.kind !== 'refused' || !isConflictError<T>(row.error)) return [];
      const { conflict } = row.error;
      const id = ids[index] ?? '';
      if (conflict.kind === 'modified') parts.onMoved([conflict.theirs]);
      else parts.onGone(id, conflict.change);
      return [id];
    });
  }

  const act: Acting['act'] = async (action, wanted, input, tokens) => {
    // A server refuses to be told twice of one.
    const left = await settleWaiting({ action, input, ids: [...new Set(wanted)] });
    if (!left) return;
    const gone = left.filter((id) => !shownOf(id));
    const chosen = left.flatMap((id) => shownOf(id) ?? []);
    // What has no token no server knows.
    const shown = chosen.filter(({ token }) => token !== '');
    const ids = shown.map(({ value }) => value.id);
    const bases = shown.map((base) => ({ ...base, token: tokens?.get(base.value.id) ?? base.token }));
    const operations = bases.map((base): BatchOperation<T> =>
      action === 'remove' ? { op: 'remove', base } : { op: 'action', base, action, ...inputOf(input) },
    );
    await run({
      action,
      input,
      ids: chosen.map(({ value }) => value.id),
      start: (options) => resource.batch(operations, options),
      report(rows) {
        const changed = meetTheirs(rows, ids);
        const done = countDone(rows);
        const still = changed.filter(shownOf);
        return {
          kind: 'acted',
          action,
          done,
          moved: [...gone, ...changed],
          refused: chosen.length - done - changed.length,
          goOn: once(() => act(action, still, input)),
        };
      },
    });
  };

  const actOnAll: Acting['actOnAll'] = async (action, { where, listToken }, input) => {
    if (!(await settleWaiting({ action, input, ids: null }))) return;
    const runOver = (token: VersionToken | 'unchecked') =>
      run({
        action,
        input,
        ids: null,
        start: (options) => resource.batch({ action, where, listToken: token, ...inputOf(input) }, options),
        report(rows) {
          if (token !== 'unchecked' && isMoved(rows)) return ask('moved');
          const done = countDone(rows);
          return { kind: 'acted', action, done, moved: [], refused: rows.length - done, goOn() {} };
        },
      });
    const ask = (reason: 'moved' | 'too-many'): BulkNotice => ({
      kind: 'unchecked',
      action,
      reason,
      goOn: once(() => runOver('unchecked')),
    });
    if (listToken) await runOver(listToken);
    else tell(ask('too-many'));
  };

  return { act, actOnAll };
}

interface Wish {
  readonly action: string;
  readonly input: Json | undefined;
  /** Null: all that match. */
  readonly ids: readonly string[] | null;
}

interface Waiting extends Wish {
  readonly retry: () => Promise<void>;
}

interface Run<T extends RecordValue> extends Wish {
  readonly start: (options: Pick<BatchOptions<T>, 'onProgress'>) => Promise<BatchResult<T>>;
  readonly report: (rows: readonly BatchRow<T>[]) => BulkNotice;
}

/** A second click is the first one. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

/** The list token no longer holds: the answer is about the whole, and nothing was done. */
function isMoved<T extends RecordValue>([first, ...rest]: readonly BatchRow<T>[]): boolean {
  return (
    rest.length === 0 &&
    first?.kind === 'refused' &&
    isResponseError(first.error) &&
    first.error.status === 409
  );
}

function countDone<T extends RecordValue>(rows: readonly BatchRow<T>[]): number {
  return rows.filter(({ kind }) => kind === 'saved' || kind === 'removed').length;
}

function inputOf(input: Json | undefined): { readonly input?: Json } {
  return input === undefined ? {} : { input };
}
