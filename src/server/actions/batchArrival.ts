import type { Caller } from '../command.js';
import type { Refusal } from '../outcome.js';

/** Who asks for a batch, and what decides on each of its rows. */
export interface BatchArrival {
  readonly caller: Caller;
  readonly resource: string;
  readonly key: string | undefined;
  mayRead(id: string): Promise<boolean>;
  forbidden?(id: string, paths: readonly string[]): Promise<readonly string[]>;
  /** Refuses a row that the caller may not write. */
  permit(row: RowAction): Promise<Refusal | undefined>;
  /** Tells whether the server's own code asks for no token of this record. */
  isUnchecked?(id: string): boolean;
  /** Tells whether the server's own code wants a change of this record to make no version. */
  isUncounted?(id: string): boolean;
}

/** What one row is about to do. */
export interface RowAction {
  readonly operation: 'create' | 'update' | 'remove' | 'action';
  /** Absent where the server makes the id, and where all that match are meant. */
  readonly id?: string;
  readonly force?: readonly string[];
  readonly action?: string;
  readonly unchecked?: true;
}
