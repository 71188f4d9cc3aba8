import type { Versioned, VersionToken } from 'noclobber';
import { toColumn, type GridColumn, type TableColumn } from '../../../../src/react/table/grid/column.js';

/** A record with a cell of each kind. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly price: number | null;
  readonly isOn: boolean;
  readonly kind: 'sport' | 'city' | null;
  readonly day: string | null;
  readonly code: string;
  /** In kilos. */
  readonly weight: number | null;
}

export const fields = ['name', 'price', 'isOn', 'kind', 'day', 'code', 'weight'] as const;
export type Field = (typeof fields)[number];

/** Nothing in it is missing: where something is, a cell that was filled and is emptied again would stay an edit. */
export const newItem: Omit<Item, 'id'> = {
  name: '',
  price: null,
  isOn: false,
  kind: null,
  day: null,
  code: '',
  weight: null,
};

const samples: readonly Omit<Item, 'id'>[] = [
  { name: 'r', price: 2, isOn: false, kind: 'sport', day: '2026-01-05', code: 'C1', weight: 3 },
  { name: 's', price: 4.5, isOn: true, kind: 'city', day: null, code: 'C2', weight: null },
  { name: '', price: null, isOn: false, kind: null, day: '2026-12-31', code: '', weight: 5 },
];

/** One of a few items, over and over. */
export function sampleAt(at: number): Omit<Item, 'id'> {
  return samples[at % samples.length] ?? newItem;
}

/** A version of an item as a server would give it. */
export function itemVersion(value: Item, number: number): Versioned<Item> {
  return {
    value,
    // What no server reads needs no real token.
    token: `${value.id}.${number}` as VersionToken,
    change: { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:32:00Z', version: String(number) },
  };
}

const columns: readonly TableColumn<Item>[] = [
  { field: 'name' },
  { field: 'price', type: 'number', validate: (price) => (isTooLow('price', price) ? 'Too low' : undefined) },
  { field: 'isOn', type: 'boolean' },
  {
    field: 'kind',
    type: 'select',
    options: [
      { value: 'sport', label: 'Sport' },
      { value: 'city', label: 'City' },
    ],
  },
  { field: 'day', type: 'date' },
  { field: 'code', isReadOnly: true },
  {
    field: 'weight',
    type: 'number',
    isReadOnly: ({ isOn }) => isOn,
    format: (weight) => `${weight} kg`,
    parse(text) {
      const weight = text === '' ? null : Number(text.replace(' kg', ''));
      if (Number.isNaN(weight)) throw new Error('Not a weight');
      return weight;
    },
  },
];

/** As the hook puts them: the row's box, its name, its state, the rest. */
export const itemColumns: readonly GridColumn[] = columns.flatMap((column, at): readonly GridColumn[] => {
  const field: GridColumn = { kind: 'field', column: toColumn<Item>(column, {}) };
  return at === 0 ? [{ kind: 'select' }, field, { kind: 'state' }] : [field];
});

/** The fields of the columns, by their places; those of the table's own have none. */
const shownFields: readonly (Field | undefined)[] = [
  undefined,
  'name',
  undefined,
  'price',
  'isOn',
  'kind',
  'day',
  'code',
  'weight',
];
export const columnCount = shownFields.length;

export function fieldAt(column: number): Field | undefined {
  return shownFields[column];
}

/** The fields of the columns between two, both of them included. */
export function fieldsBetween(left: number, right = columnCount): readonly Field[] {
  return shownFields.slice(left, right + 1).filter((field) => field !== undefined);
}

/** What a cell shows, and whether it says that this is wrong. */
export interface Content {
  readonly shown: unknown;
  readonly isInvalid: boolean;
}

function isTooLow(field: Field, value: unknown): boolean {
  return field === 'price' && typeof value === 'number' && value < 0;
}

/** What is to stand in a cell after a value came into it. */
export function contentOf(field: Field, value: unknown): Content {
  return { shown: value ?? '', isInvalid: isTooLow(field, value) };
}

/** What is to stand in a cell after a text came into it: the text itself where no value can be made of it. */
export function contentOfText(field: Field, text: string): Content {
  const value = readers[field](text);
  return value === undefined ? { shown: text, isInvalid: true } : contentOf(field, value);
}

const number = (text: string) => (text === '' ? '' : Number.isNaN(Number(text)) ? undefined : Number(text));
const readers: Readonly<Record<Field, (text: string) => unknown>> = {
  name: (text) => text,
  price: number,
  isOn: (text) =>
    new Map([
      ['TRUE', true],
      ['FALSE', false],
      ['no', false],
      ['', false],
    ]).get(text),
  kind: (text) =>
    new Map([
      ['Sport', 'sport'],
      ['sport', 'sport'],
      ['City', 'city'],
      ['', ''],
    ]).get(text),
  day: (text) => (text === '' || /^\d{4}-/.test(text) ? text : undefined),
  code: (text) => text,
  weight: (text) => number(text.replace(' kg', '')),
};

/** How what stands in a cell is copied and edited. */
export function textOf(shown: unknown): string {
  if (typeof shown === 'boolean') return shown ? 'TRUE' : 'FALSE';
  if (shown === 'sport') return 'Sport';
  return shown === 'city' ? 'City' : String(shown);
}
