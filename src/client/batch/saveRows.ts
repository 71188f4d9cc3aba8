import type { Conflict, FieldChange, Rules, Versioned } from '../../core/index.js';
import { isConflictError } from '../errors.js';
import { mergeAsync } from '../mergeAsync.js';
import type { NewRecord, RecordValue } from '../record.js';
import type { Resource } from '../createResource.js';
import { isQuiet } from './isQuiet.js';
import type { BatchOperation, BatchResult, BatchRow, ResumeOptions } from './batch.js';

/**
 * What saving many rows does on a conflict. Under `silent` and `abort-all` a row that others changed at all conflicts; under `merge`
 * and `ask` what fits is merged, and only what both changed conflicts.
 */
export type SavePolicy = 'silent' | 'abort-all' | 'merge' | 'ask';

/** One row to save: what was read, and what it is to become. */
export interface RowEdit<T extends RecordValue> {
  readonly base: Versioned<T>;
  readonly mine: T;
  /** A person saw `base` and chose to overwrite it. */
  readonly isForced?: boolean;
  /** Makes a record of this, in place of saving `mine` over `base`. */
  readonly asNew?: NewRecord<T>;
}

export type RowOutcome<T> =
  /** `theirs` and `changes` are there when others had saved meanwhile and everything fitted. */
  | {
      readonly kind: 'saved';
      readonly record: Versioned<T>;
      readonly theirs?: Versioned<T>;
      readonly changes: readonly FieldChange[];
    }
  | { readonly kind: 'conflict'; readonly conflict: Conflict<T> }
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'aborted' | 'unanswered' | 'unsent' };

export interface SaveRowsOptions<T extends RecordValue> {
  readonly policy: SavePolicy;
  readonly rules?: Rules<T> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How many rows go into one request. */
  readonly chunkRows?: number | undefined;
  /** Told of rows as they are settled, by their place among the edits. */
  readonly onSettled?: ((outcomes: ReadonlyMap<number, RowOutcome<T>>) => void) | undefined;
}

interface ResumeRowsOptions<T extends RecordValue> extends Pick<SaveRowsOptions<T>, 'signal' | 'onSettled'> {
  /** Sends only what was not answered: the rest stays `unsent`. @default false */
  readonly isUnansweredOnly?: boolean;
}

export interface SaveRowsResult<T extends RecordValue> {
  /** One an edit, in their order. */
  readonly outcomes: readonly RowOutcome<T>[];
  /** Goes on with what was not answered or not sent; null where nothing is left. */
  readonly resume: ((options?: ResumeRowsOptions<T>) => Promise<SaveRowsResult<T>>) | null;
}

/** How often others may save in between before a person is asked to look. */
const mostRounds = 5;

interface TriedRow<T extends RecordValue> extends RowEdit<T> {
  readonly place: number;
  /** What others had saved, and was merged into it. */
  readonly theirs?: Versioned<T>;
  readonly changes: readonly FieldChange[];
}

/** Saves many edits by a policy. It knows rows only as edits: which table they are from, and how it looks, is no concern of it. */
export async function saveRows<T extends RecordValue>(
  batch: Resource<T>['batch'],
  edits: readonly RowEdit<T>[],
  options: SaveRowsOptions<T>,
): Promise<SaveRowsResult<T>> {
  const { policy, rules, chunkRows } = options;
  const isMerging = policy === 'merge' || policy === 'ask';
  const outcomes: RowOutcome<T>[] = edits.map(() => ({ kind: 'unsent' }));
  const pending: ((later: ResumeRowsOptions<T>) => Promise<void>)[] = [];

  /** Settles rows, and tells of them at once. */
  function settling({ onSettled }: ResumeRowsOptions<T>) {
    const settled = new Map<number, RowOutcome<T>>();
    return {
      settle(place: number, outcome: RowOutcome<T>): void {
        outcomes[place] = outcome;
        settled.set(place, outcome);
      },
      tell(): void {
        if (settled.size > 0) onSettled?.(settled);
      },
    };
  }

  async function send(
    tried: readonly TriedRow<T>[],
    round: number,
    now: ResumeRowsOptions<T>,
  ): Promise<void> {
    const conflicts: TriedRow<T>[] = [];
    // Whatever became of an earlier request: of this one nothing was sent yet.
    for (const { place } of tried) outcomes[place] = { kind: 'unsent' };
    const listening = (later: ResumeRowsOptions<T>): ResumeOptions<T> => ({
      ...(later.signal ? { signal: later.signal } : {}),
      isUnansweredOnly: later.isUnansweredOnly ?? false,
      onProgress({ answered }) {
        const { settle, tell } = settling(later);
        answered.forEach((row, index) => {
          const edit = tried[index];
          if (!edit) return;
          const outcome = outcomeOf(row, edit);
          const met = outcome.kind === 'conflict' && outcome.conflict.kind === 'modified' && outcome.conflict;
          if (met && isMerging && round < mostRounds && !edit.isForced)
            conflicts.push({ ...edit, theirs: met.theirs });
          else settle(edit.place, outcome);
        });
        tell();
      },
    });
    const finish = async ({ resume }: BatchResult<T>, later: ResumeRowsOptions<T>): Promise<void> => {
      if (resume) pending.push(async (again) => finish(await resume(listening(again)), again));
      const { settle, tell } = settling(later);
      const merged = await mergeAll(conflicts.splice(0), rules, settle).finally(tell);
      if (merged.length > 0) await send(merged, round + 1, later);
    };
    const sent = policy === 'abort-all' ? policy : ('silent' as const);
    // What was merged has never been sent, also where only the rest is asked for again.
    const request = { policy: sent, ...listening({ ...now, isUnansweredOnly: false }) };
    const operations = tried.map(({ base, mine, isForced = false, asNew }): BatchOperation<T> =>
      asNew ? { op: 'create', value: asNew } : { op: 'update', base, mine, isForced },
    );
    await finish(await batch(operations, chunkRows ? { chunkRows, ...request } : request), now);
  }

  const result = (): SaveRowsResult<T> => ({
    outcomes: [...outcomes],
    resume: pending.length > 0 ? resumeAll : null,
  });
  async function resumeAll(later: ResumeRowsOptions<T> = {}): Promise<SaveRowsResult<T>> {
    for (const goOn of pending.splice(0)) await goOn(later);
    return result();
  }
  if (edits.length > 0) {
    const first = edits.map((edit, place) => ({ ...edit, place, changes: [] }));
    await send(first, 1, options);
  }
  return result();
}

/** Merges what conflicts; what needs a person is settled as the conflict that it is. */
async function mergeAll<T extends RecordValue>(
  conflicts: readonly TriedRow<T>[],
  rules: Rules<T> | undefined,
  settle: (place: number, outcome: RowOutcome<T>) => void,
): Promise<readonly TriedRow<T>[]> {
  const merged: TriedRow<T>[] = [];
  for (const edit of conflicts) {
    const { base, mine, theirs = base } = edit;
    const result = await mergeAsync({ base: base.value, mine, theirs: theirs.value }, rules);
    const changes = [...edit.changes, ...result.changes];
    if (isQuiet(result, { isStrict: false }))
      merged.push({ ...edit, base: theirs, mine: result.merged, changes });
    else settle(edit.place, { kind: 'conflict', conflict: { kind: 'modified', base, mine, theirs } });
  }
  return merged;
}

function outcomeOf<T extends RecordValue>(
  row: BatchRow<T>,
  { theirs, changes }: { readonly theirs?: Versioned<T>; readonly changes: readonly FieldChange[] },
): RowOutcome<T> {
  switch (row.kind) {
    case 'saved':
      return { kind: 'saved', record: row.record, changes, ...(theirs ? { theirs } : {}) };
    case 'refused':
      return isConflictError<T>(row.error)
        ? { kind: 'conflict', conflict: row.error.conflict }
        : { kind: 'refused', error: row.error };
    case 'removed':
      return { kind: 'refused', error: new Error('The server removed a row that was to be saved.') };
    default:
      return { kind: row.kind };
  }
}
