import type { EditedRow } from './editedRow.js';

/** Cells of one row that were written: the row before and after says what they held. */
export interface CellsChange<T> {
  readonly kind: 'cells';
  readonly id: string;
  readonly fields: readonly string[];
  readonly before: EditedRow<T>;
  readonly after: EditedRow<T>;
}

/** A row that came, or whose edits were thrown away: all that it held. */
export interface RowChange<T> {
  readonly kind: 'came' | 'discarded';
  readonly id: string;
  readonly row: EditedRow<T>;
  /** Where it stood, if it went away. */
  readonly place?: number;
}

export type Change<T> = CellsChange<T> | RowChange<T>;

/** What a person did, in steps that can be taken back: an edit, a paste, a resolution is one step. */
export interface History<T> {
  add(step: readonly Change<T>[]): void;
  /** Takes the last step off, for whoever puts it back. */
  undo(): readonly Change<T>[];
  redo(): readonly Change<T>[];
  /** Adds to the step that was taken off last what came of it. */
  amend(changes: readonly Change<T>[]): void;
  /** Notes that a row has another id now. */
  rename(id: string, to: string): void;
  /** The id that a row has now. */
  currentId(id: string): string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const mostSteps = 200;

export function createHistory<T>(): History<T> {
  const done: (readonly Change<T>[])[] = [];
  const undone: (readonly Change<T>[])[] = [];
  const names = new Map<string, string>();
  let moved = undone;
  const currentId = (id: string) => names.get(id) ?? id;
  const move = (from: typeof done, to: typeof done) => {
    const step = from.pop();
    moved = to;
    if (step) to.push(step);
    return (step ?? []).map((change) => ({ ...change, id: currentId(change.id) }));
  };
  return {
    add(step) {
      if (step.length === 0) return;
      done.push(step);
      if (done.length > mostSteps) done.shift();
      undone.length = 0;
    },
    undo: () => move(done, undone),
    redo: () => move(undone, done),
    amend(changes) {
      const step = changes.length > 0 && moved.pop();
      if (step) moved.push([...step, ...changes]);
    },
    rename: (id, to) => void names.set(id, to),
    currentId,
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
  };
}
