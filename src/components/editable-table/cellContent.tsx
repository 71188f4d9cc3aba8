import type { ReactNode } from 'react';
import { isTheirs, type Column, type EditedRow } from '../../react/table/index.js';
import { Icon } from '../Icon.js';
import { whoIn } from '../who.js';
import type { RowWords } from './rowWords.js';

/** A closed cell of a row with something to say about it. */
interface EditedCell<T> {
  readonly edited: EditedRow<T>;
  readonly field: string;
}

type CellMark = 'invalid' | 'both' | 'edited' | 'updated';

/** What a cell's corner and line say. */
export function markOf<T>({ edited, field }: EditedCell<T>): CellMark | undefined {
  if (edited.faults[field]) return 'invalid';
  const [isMine, theirs] = [Object.hasOwn(edited.edits, field), isTheirs(edited, field)];
  if (isMine || edited.open === field) return theirs ? 'both' : isMine ? 'edited' : undefined;
  return theirs || edited.updated?.includes(field) ? 'updated' : undefined;
}

/** The same in words. */
export function markWords<T>(mark: CellMark, { edited, field }: EditedCell<T>, words: RowWords): string {
  const who = () => whoIn(edited.latest.change, words.who);
  switch (mark) {
    case 'invalid':
      return words.cellInvalid(edited.faults[field]?.message ?? '');
    case 'both':
      return words.cellChangedByBoth(who());
    case 'edited':
      return words.cellEdited;
    case 'updated':
      return words.cellUpdatedBy(who());
  }
}

/** A cell may have to cut it off, and shows it in full as a title. */
export function isLong(text: string): boolean {
  return text.length > 24;
}

interface ShownCell<T> {
  readonly column: Column;
  readonly value: unknown;
  /** How the value reads. */
  readonly text: string;
  readonly row: T;
  readonly edited: EditedRow<T> | undefined;
}

/** What a closed cell shows: where that is text, the text alone, so that the cell is one node. */
export function cellContent<T>({ column, value, text, row, edited }: ShownCell<T>): ReactNode {
  // Text that no value could be made of stands as it was typed.
  const typed = edited?.faults[column.field]?.text;
  if (typed !== undefined) return typed;
  if (column.show) return column.show(value, row);
  if (column.type !== 'boolean') return text;
  return (
    <>
      {value === true ? (
        <Icon name="check" />
      ) : (
        <span aria-hidden="true" className="nc-muted">
          {text && '–'}
        </span>
      )}
      <span className="nc-hidden">{text}</span>
    </>
  );
}
