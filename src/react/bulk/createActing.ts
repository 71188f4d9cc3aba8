import {
  isConflictError,
  isResponseError,
  type BatchOperation,
  type BatchResult,
  type BatchRow,
  type ListQuery,
  type RecordValue,
  type Resource,
} from '../../client/index.js';
import type { ChangeInfo, Json, Versioned, VersionToken } from '../../core/index.js';
import type { BulkNotice } from './bulkNotice.js';

/** All records that match, and what proves which they were. */
export interface SelectionQuery {
  readonly where: NonNullable<ListQuery['where']>;
  /** Absent where there are too many to sign: then a person is asked. */
  readonly listToken: VersionToken | undefined;
}

/** Runs actions on many records, each checked by the version that was shown. What became of it is told. */
export interface Acting {
  /** `remove` deletes them. */
  act(action: string, ids: readonly string[], input?: Json): Promise<void>;
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

  /** Nothing is done twice: what was not answered is asked about by the same requests, under their own keys. */
  async function run(start: () => Promise<BatchResult<T>>): Promise<readonly BatchRow<T>[]> {
    const result = await start();
    const { rows } = result.resume ? await result.resume() : result;
    parts.onSaved(rows.flatMap((row) => (row.kind === 'saved' ? row.record : [])));
    parts.onRemoved(rows.flatMap((row) => (row.kind === 'removed' ? row.id : [])));
    return rows;
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

  async function telling(work: () => Promise<BulkNotice>): Promise<void> {
    try {
      tell(await work());
    } catch (thrown) {
      tell({ kind: 'failed', error: thrown instanceof Error ? thrown : new Error('The action failed.') });
    }
  }

  const act: Acting['act'] = (action, wanted, input) =>
    telling(async () => {
      const shown = wanted.flatMap((id) => shownOf(id) ?? []);
      const ids = shown.map(({ value }) => value.id);
      const rows = await run(() =>
        resource.batch(
          shown.map((base): BatchOperation<T> =>
            action === 'remove' ? { op: 'remove', base } : { op: 'action', base, action, ...inputOf(input) },
          ),
        ),
      );
      const moved = meetTheirs(rows, ids);
      const done = countDone(rows);
      const still = moved.filter(shownOf);
      return {
        kind: 'acted',
        action,
        done,
        moved,
        refused: rows.length - done - moved.length,
        goOn: () => void act(action, still, input),
      };
    });

  return {
    act,
    actOnAll: (action, { where, listToken }, input) =>
      telling(async () => {
        const runOver = (token: VersionToken | 'unchecked') =>
          run(() => resource.batch({ action, where, listToken: token, ...inputOf(input) }));
        const report = (rows: readonly BatchRow<T>[]): BulkNotice => {
          const done = countDone(rows);
          return { kind: 'acted', action, done, moved: [], refused: rows.length - done, goOn() {} };
        };
        const goOn = () => void telling(async () => report(await runOver('unchecked')));
        if (!listToken) return { kind: 'unchecked', action, reason: 'too-many', goOn };
        const rows = await runOver(listToken);
        return isMoved(rows) ? { kind: 'unchecked', action, reason: 'moved', goOn } : report(rows);
      }),
  };
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
