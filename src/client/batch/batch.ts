import type { Json, Versioned, VersionToken } from '../../core/index.js';
import type { NewRecord, RecordValue } from '../record.js';

/** What a batch does when a row is refused: `silent` saves the others, `abort-all` saves nothing. */
export type BatchPolicy = 'silent' | 'abort-all';

/** One write of a batch. Whatever exists already is named by the `Versioned` that was read, so that each row proves what it replaces. */
export type BatchOperation<T extends RecordValue> =
  | { readonly op: 'create'; readonly value: NewRecord<T> }
  | {
      readonly op: 'update';
      readonly base: Versioned<T>;
      readonly mine: T;
      /** A person saw `base` and chose to overwrite it. */
      readonly isForced?: boolean;
    }
  | { readonly op: 'remove'; readonly base: Versioned<T> }
  | {
      readonly op: 'action';
      readonly base: Versioned<T>;
      readonly action: string;
      readonly input?: Json;
    };

/** An action on all records that match, without naming them: checked by the list token, or explicitly not. */
export interface SelectionAction {
  readonly action: string;
  readonly input?: Json;
  readonly where: Readonly<Record<string, unknown>>;
  readonly listToken: VersionToken | 'unchecked';
}

/** What became of one row. Only `saved` and `removed` are done, and only where the server said so. */
export type BatchRow<T extends RecordValue> =
  | { readonly kind: 'saved'; readonly record: Versioned<T>; readonly isUnchanged: boolean }
  | { readonly kind: 'removed'; readonly id: string }
  /** `error` is what a save of this row alone would have thrown: a `ConflictError` holds the whole conflict. */
  | { readonly kind: 'refused'; readonly error: Error }
  /** Nothing is wrong with it: under `abort-all` another row was refused. */
  | { readonly kind: 'aborted' }
  /** It was sent and no answer came: `resume` asks what became of it. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'unsent' };

export interface BatchProgress<T extends RecordValue> {
  /** Rows that are answered. */
  readonly done: number;
  readonly all: number;
  /** Those of the request that was answered just now, by their place among the operations. */
  readonly answered: ReadonlyMap<number, BatchRow<T>>;
}

export interface BatchOptions<T extends RecordValue> {
  /** @default 'silent' */
  readonly policy?: BatchPolicy;
  /** Stops the batch between two requests. One that is on its way may be saved already: it is awaited for 5 seconds, then its rows are `unanswered`. */
  readonly signal?: AbortSignal;
  /** Told after each request. */
  readonly onProgress?: (progress: BatchProgress<T>) => void;
  /** How many rows go into one request; `abort-all` always sends one. @default 500 */
  readonly chunkRows?: number;
}

export interface ResumeOptions<T extends RecordValue> extends Omit<BatchOptions<T>, 'policy' | 'chunkRows'> {
  /** Sends only what was not answered: the rest stays `unsent`, and no later `resume` sends it. @default false */
  readonly isUnansweredOnly?: boolean;
}

export interface BatchResult<T extends RecordValue> {
  /** One an operation, in their order; of an action on all that match, one a record. */
  readonly rows: readonly BatchRow<T>[];
  /**
   * Sends what was not answered again, exactly as it was and under the same keys, so that nothing is done twice; then what was not sent.
   * Null where nothing is left.
   */
  readonly resume: ((options?: ResumeOptions<T>) => Promise<BatchResult<T>>) | null;
}
