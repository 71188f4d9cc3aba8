import type { RecordValue, Resource, SavePolicy } from '../../../client/index.js';
import type { Conflict, Versioned } from '../../../core/index.js';
import type { ConflictDialogState } from '../../conflictDialogState.js';
import type { BulkNotice } from '../../bulk/bulkNotice.js';
import type { Acting } from '../../bulk/createActing.js';
import type { TableStore } from '../store/tableStore.js';
import type { OwnVersions } from './createOwnVersions.js';

/** What happened to many rows, counted from the server's answers. Texts come from the messages. */
export type TableNotice =
  | {
      readonly kind: 'saved';
      readonly saved: number;
      /** Of those, how many were merged with what others had saved. */
      readonly merged: number;
      /** Conflicts and deletions. */
      readonly open: number;
      /** Not valid, locked, not allowed. */
      readonly refused: number;
      /** Nothing is wrong with them: under `abort-all` another row was in the way. */
      readonly aborted: number;
      /** The person stopped before they were sent. */
      readonly unsent: number;
    }
  /** No answer came; saving again asks first what became of these rows. */
  | { readonly kind: 'unanswered'; readonly saved: number; readonly rows: number; readonly retry: () => void }
  | BulkNotice;

/** The row that is being reviewed, in a walk through all that need a person. */
export interface TableReview<T extends RecordValue> {
  readonly id: string;
  readonly conflict: Conflict<T>;
  /** Which one it is of how many, from 1. */
  readonly at: number;
  readonly all: number;
  readonly isAgain: boolean;
  /** All were to be settled at once, which this one could not be: it was deleted, is not valid or has changed since. */
  readonly isLeft: boolean;
  readonly isSaving: boolean;
  readonly error: Error | null;
}

export interface TableState<T extends RecordValue> {
  readonly isSaving: boolean;
  /** Of the rows that are being saved. */
  readonly progress: { readonly done: number; readonly all: number } | null;
  readonly notice: TableNotice | null;
  /** The row that is being reviewed. */
  readonly reviewed: TableReview<T> | null;
}

export interface TableSessionOptions<T extends RecordValue> {
  readonly resource: Resource<T>;
  readonly store: TableStore<T>;
  readonly chunkRows?: number | undefined;
}

/** What a session asks of the app around it. */
export interface TableHandlers<T> {
  readonly policy: SavePolicy;
  /** Told of records that the server acknowledged. */
  readonly onSaved: (records: readonly Versioned<T>[]) => void;
}

/** One save's turn. */
export interface SaveTurn {
  /** Aborted when the person stops it. */
  readonly signal: AbortSignal;
  /** Says what became of it, where it ends: with its end, so that both are drawn at once. */
  readonly endWith: (notice: TableNotice | null) => void;
  /** Does something once that is told. */
  readonly after: (work: () => void) => void;
}

/** What the parts of a session share. */
export interface TableShell<T extends RecordValue> extends TableSessionOptions<T> {
  readonly getState: () => TableState<T>;
  readonly set: (next: Partial<TableState<T>>) => void;
  readonly getPolicy: () => SavePolicy;
  readonly versions: OwnVersions;
  /** Saves in its turn; whether it waits or works, it shows as saving and can be stopped. */
  readonly saveInTurn: <R>(work: (turn: SaveTurn) => Promise<R>) => Promise<R>;
  readonly onSaved: (records: readonly Versioned<T>[]) => void;
}

/** Saving, reviewing and acting on the rows of a store. Knows no React and no markup. */
export interface TableSession<T extends RecordValue> extends Acting {
  getState(): TableState<T>;
  subscribe(listener: () => void): () => void;
  /** Says by which policy to save, and whom to tell, from now on. */
  connect(handlers: TableHandlers<T>): void;
  /** Saves all rows with edits, or these. Rows that are on their way, or need a person, are left alone. */
  save(ids?: readonly string[]): Promise<void>;
  /** Stops between two requests, or before the first. What was sent is awaited for 5 seconds, then it counts as not answered. */
  cancel(): void;
  /** Shows one row's conflict. */
  review(id: string): void;
  /** Walks through all rows that need a person. */
  reviewAll(): void;
  /** Leaves the row as it is and shows the next. */
  reviewNext(): void;
  /** Settles this row and all that are left in the walk the same way; deleted rows are left alone. */
  settleAll(pick: 'mine' | 'theirs'): Promise<void>;
  /** What the conflict dialog needs. */
  getDialog(): ConflictDialogState<T>;
  dismissNotice(): void;
  tell(notice: TableNotice): void;
}
