import { isResponseError, type BatchRow, type RecordValue } from '../../client/index.js';
import type { BulkNotice, Refusal } from './bulkNotice.js';

/** The list token no longer holds: the answer is about the whole, and nothing was done. */
export function isMoved<T extends RecordValue>([first, ...rest]: readonly BatchRow<T>[]): boolean {
  return (
    rest.length === 0 &&
    first?.kind === 'refused' &&
    isResponseError(first.error) &&
    first.error.status === 409
  );
}

export function isDone<T extends RecordValue>({ kind }: BatchRow<T>): boolean {
  return kind === 'saved' || kind === 'removed';
}

export function countDone<T extends RecordValue>(rows: readonly BatchRow<T>[]): number {
  return rows.filter(isDone).length;
}

export function errorOf<T extends RecordValue>(row: BatchRow<T>): Refusal {
  return row.kind === 'refused' ? { error: row.error } : {};
}

export function refusals(
  all: readonly Refusal[],
): Pick<BulkNotice & { kind: 'acted' }, 'refused' | 'firstRefusal'> {
  const [first] = all;
  return { refused: all.length, ...(first ? { firstRefusal: first } : {}) };
}
