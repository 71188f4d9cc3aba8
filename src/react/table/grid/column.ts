import type { ReactNode } from 'react';
import type { RecordValue, Resource } from '../../../client/index.js';
import { own } from '../../../core/index.js';
import { fieldLabel } from '../../fieldLabel.js';
import { parseNumber, writeNumber } from '../../parseNumber.js';
import type { CellFault } from '../store/editedRow.js';
import type { CellText } from './clipboard.js';
import { dayOfSerial, isTime, parseDay } from './parseDay.js';

export type CellType = 'text' | 'long-text' | 'number' | 'boolean' | 'select' | 'date';

export interface CellOption {
  readonly value: string | number | boolean;
  readonly label: string;
}

/** What a custom editor is given. */
export interface CellEditorProps<V = unknown> {
  readonly value: V;
  readonly label: string;
  /** Says what would be taken if the editor was closed now. */
  readonly onChange: (value: V) => void;
  /** Takes it and closes. */
  readonly onCommit: () => void;
}

/** One column, over one field of the record. */
export interface FieldColumn<T, F extends keyof T & string> {
  readonly field: F;
  /** @default the resource's label, or the field's name spelled out */
  readonly header?: string;
  /** @default 'text' */
  readonly type?: CellType;
  /** In pixels. @default by type */
  readonly width?: number;
  readonly isReadOnly?: boolean | ((row: T) => boolean);
  /** What a `select` chooses from. */
  readonly options?: readonly CellOption[];
  /** Tells what is wrong with a value, in words for the person at the screen; undefined where nothing is. */
  readonly validate?: (value: T[F], row: T) => string | undefined;
  /** How the value reads. @default the resource's format for the field */
  readonly format?: (value: NonNullable<T[F]>, locale: string) => string;
  /** Makes a value of typed or pasted text. @throws Error with what is wrong, for the person at the screen */
  readonly parse?: (text: string) => T[F];
  /** Shows a value that no text shows. */
  readonly show?: (value: T[F], row: T) => ReactNode;
  /** Edits the cell in place of the editor of its type. */
  readonly Editor?: (props: CellEditorProps<T[F]>) => ReactNode;
}

export type TableColumn<T extends RecordValue> = { [F in keyof T & string]: FieldColumn<T, F> }[keyof T &
  string];

/** A column with nothing left open, its field's type forgotten. */
export interface Column {
  readonly field: string;
  readonly header: string;
  readonly type: CellType;
  readonly width: number;
  readonly options: readonly CellOption[];
  isReadOnly(row: unknown): boolean;
  /** How a value reads in the cell. */
  format(value: unknown, words: CellWords): string;
  /** How a value is edited and copied, as `parse` reads it. */
  toText(value: unknown, locale: string): string;
  /** Makes a value of text, or says why it can't. */
  parse(
    cell: CellText,
    row: unknown,
    words: CellWords,
  ): { readonly value: unknown; readonly fault?: CellFault };
  validate(value: unknown, row: unknown): CellFault | undefined;
  readonly show?: ((value: unknown, row: unknown) => ReactNode) | undefined;
  readonly Editor?: ((props: CellEditorProps) => ReactNode) | undefined;
}

/** A column of the grid: one that shows a field, or one of the table's own. */
export type GridColumn =
  | { readonly kind: 'select' }
  | { readonly kind: 'state' }
  | { readonly kind: 'field'; readonly column: Column };

export interface CellWords {
  readonly locale: string;
  readonly yes: string;
  readonly no: string;
  readonly notANumber: string;
  readonly notADate: string;
  readonly notAnOption: string;
}

const widths: Readonly<Record<CellType, number>> = {
  text: 192,
  'long-text': 256,
  number: 112,
  boolean: 104,
  select: 144,
  date: 136,
};

/** Fills in what a column leaves open. */
export function toColumn<T extends RecordValue>(
  column: TableColumn<T>,
  resource: Pick<Resource<T>, 'labels' | 'formats'>,
): Column {
  // Columns, labels and formats are kept by field, and each is only ever given its own field's values.
  const given = column as unknown as FieldColumn<Record<string, unknown>, string>;
  const { field, type = 'text', options = [], isReadOnly = false } = given;
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  const formats = resource.formats as
    Readonly<Record<string, ((value: unknown, locale?: string) => string) | undefined>> | undefined;
  const format = given.format ?? formats?.[field];
  const labelOf = (value: unknown) => options.find((option) => option.value === value)?.label;
  const validate = (value: unknown, row: unknown): CellFault | undefined => {
    const message = given.validate?.(value, row as Record<string, unknown>);
    return message === undefined ? undefined : { message };
  };
  const toText = (value: unknown, locale: string) => labelOf(value) ?? plain(value, locale);
  return {
    field,
    type,
    options,
    header: given.header ?? fieldLabel([field], { labels: labels ?? {} }),
    width: given.width ?? widths[type],
    isReadOnly: (row) =>
      typeof isReadOnly === 'function' ? isReadOnly(row as Record<string, unknown>) : isReadOnly,
    format(value, words) {
      if (value === undefined || value === null || value === '') return '';
      if (typeof value === 'boolean') return value ? words.yes : words.no;
      return format ? format(value, words.locale) : toText(value, words.locale);
    },
    toText,
    parse(cell, row, words) {
      const { text } = cell;
      const before = own(row, field);
      try {
        // Also nothing is of more than one kind: it stays the one it was.
        const isSame = cell.number === undefined && text === toText(before, words.locale);
        const value = isSame
          ? before
          : given.parse
            ? given.parse(text)
            : parseAs(type, cell, { options, words, before });
        const fault = validate(value, row);
        return fault ? { value, fault } : { value };
      } catch (error) {
        const message = error instanceof Error ? error.message : words.notAnOption;
        return { value: before, fault: { message, text } };
      }
    },
    validate,
    show: given.show && ((value, row) => given.show?.(value, row as Record<string, unknown>)),
    Editor: given.Editor as Column['Editor'],
  };
}

function plain(value: unknown, locale: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return writeNumber(value, locale);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parseAs(
  type: CellType,
  { text: typed, number }: CellText,
  {
    options,
    words,
    before,
  }: { readonly options: readonly CellOption[]; readonly words: CellWords; readonly before: unknown },
): unknown {
  // No text makes a list, or a part of the record.
  if (typeof before === 'object' && before !== null) throw new Error(words.notAnOption);
  const text = type === 'text' || type === 'long-text' ? typed : typed.trim();
  switch (type) {
    case 'text':
    case 'long-text':
      return text;
    case 'number':
      return text === '' ? null : toNumber({ text, number }, words);
    case 'boolean':
      return parseBoolean(text, words);
    case 'date':
      return text === '' ? null : toDay({ text, number }, words);
    case 'select': {
      if (text === '') return null;
      const option = options.find(({ value, label }) => label === text || String(value) === text);
      if (!option) throw new Error(words.notAnOption);
      return option.value;
    }
  }
}

function toNumber({ text, number }: CellText, { locale, notANumber }: CellWords): number {
  const value = number ?? parseNumber(text, locale);
  if (Number.isNaN(value) || isTime(value, text)) throw new Error(notANumber);
  return value;
}

/** As spreadsheets write them in their languages. */
const truths = new Set(
  'true wahr vrai verdadero verdadeiro vero waar prawda sant sand sann tosi pravda igaz истина 1 x'.split(
    ' ',
  ),
);
const untruths = new Set(
  'false falsch faux falso onwaar fałsz falskt falsk usann epätosi nepravda hamis ложь 0'
    .split(' ')
    .concat(''),
);

function parseBoolean(text: string, { yes, no, notAnOption }: CellWords): boolean {
  const word = text.toLocaleLowerCase();
  if (truths.has(word) || word === yes.toLocaleLowerCase()) return true;
  if (untruths.has(word) || word === no.toLocaleLowerCase()) return false;
  throw new Error(notAnOption);
}

function toDay({ text, number }: CellText, { locale, notADate }: CellWords): string {
  // A year of two digits is shown, the day itself told beside it.
  const day = (number === undefined ? undefined : dayOfSerial(number, text)) ?? parseDay(text, locale);
  if (!day) throw new Error(notADate);
  return day;
}
