import { isEqual } from '../../../core/index.js';
import type { CellFault } from './editedRow.js';

/** What a cell held: the record's own value, an edit, or text that no value could be made of. */
export interface CellContent {
  readonly value: unknown;
  readonly isEdit: boolean;
  readonly fault?: CellFault | undefined;
}

export function isSameContent(a: CellContent, b: CellContent): boolean {
  return a.isEdit === b.isEdit && isEqual(a.value, b.value) && isEqual(a.fault, b.fault);
}

export interface CellChange {
  readonly id: string;
  readonly field: string;
  readonly before: CellContent;
  readonly after: CellContent;
}

/** What a person did, in steps that can be taken back: an edit, a paste, a resolution is one step. */
export interface History {
  add(step: readonly CellChange[]): void;
  /** Takes the last step off, for whoever puts it back. */
  undo(): readonly CellChange[] | undefined;
  redo(): readonly CellChange[] | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const mostSteps = 200;

export function createHistory(): History {
  const done: (readonly CellChange[])[] = [];
  const undone: (readonly CellChange[])[] = [];
  const move = (from: typeof done, to: typeof done) => {
    const step = from.pop();
    if (step) to.push(step);
    return step;
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
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
  };
}
