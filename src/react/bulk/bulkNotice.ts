/** Why nothing was done to a record, where that is not that others were faster. */
export interface Refusal {
  /** Absent where all that match were meant. */
  readonly id?: string;
  /** Absent where it was not asked for: no server knows the record yet. */
  readonly error?: Error;
}

/** What became of an action on many records, counted from the server's answers. Texts come from the messages. */
export type BulkNotice =
  | {
      readonly kind: 'acted';
      readonly action: string;
      readonly done: number;
      /** Records that others changed or deleted since they were chosen; nothing was done to them. */
      readonly moved: readonly string[];
      readonly refused: number;
      readonly firstRefusal?: Refusal;
      /** Does it to those, too, at the version that is known now. */
      readonly goOn: () => void;
    }
  /** The list token no longer holds, or there is none: the person may go on without that check. */
  | {
      readonly kind: 'unchecked';
      readonly action: string;
      readonly reason: 'moved' | 'too-many';
      readonly goOn: () => void;
    }
  /** No answer came; trying again asks first what became of it. */
  | {
      readonly kind: 'unanswered';
      readonly action: string;
      readonly done: number;
      /** Null where all that match were meant. */
      readonly rows: number | null;
      readonly retry: () => void;
    }
  | {
      readonly kind: 'failed';
      /** Absent for a save. */
      readonly action?: string;
      readonly error: Error;
      /** What was done before it failed. */
      readonly done: number;
      readonly left: number;
    };
