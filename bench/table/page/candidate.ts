/** What every table shows. */
export interface BenchRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly city: string;
  readonly qty: number;
  readonly price: number;
  readonly status: string;
  readonly note: string;
}

export type Field = keyof BenchRow;

interface Change {
  readonly row: number;
  readonly field: 'city';
  readonly value: string;
}

/** One table under measurement: 1000 by 600 pixels, rows of 32. */
export interface Candidate {
  /** Makes the rows what a server's answer to a list would hold: they are the data, and no cost of the table. */
  prepare?(rows: readonly BenchRow[]): void;
  mount(root: HTMLElement, rows: readonly BenchRow[]): void;
  unmount(): void;
  /** Its scrollTop moves the rows. */
  scroller(): HTMLElement;
  /** The cell, where it is drawn. */
  cell(row: number, field: Field): HTMLElement | null;
  /** What the cell says. */
  shown(row: number, field: Field): string | null;
  /** Takes what a server has answered, or what others have saved. */
  update(changes: readonly Change[]): void;
  /** Pastes from this cell on; absent where it can't be had for nothing. */
  paste?(row: number, text: string): void;
  /** Throws away what was edited, conflicts among it. */
  discard?(): void;
  /** Sends what was edited. */
  save?(): void;
  isSaving?(): boolean;
  /** Lets the server answer: of every twenty rows one comes back as a conflict, and is marked. */
  answer?(): void;
  /** How many cells say that they are in conflict, on the screen. */
  marked?(): number;
}

export const columns: readonly {
  readonly field: Field;
  readonly width: number;
  readonly isNumber?: boolean;
}[] = [
  { field: 'id', width: 80 },
  { field: 'name', width: 160 },
  { field: 'email', width: 200 },
  { field: 'city', width: 110 },
  { field: 'qty', width: 80, isNumber: true },
  { field: 'price', width: 90, isNumber: true },
  { field: 'status', width: 100 },
  { field: 'note', width: 150 },
];

const cities = ['Oslo', 'Lima', 'Kyiv', 'Rome', 'Pune', 'Bern'];

export function makeRows(count: number): readonly BenchRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    name: `Name ${index}`,
    email: `user${index}@example.org`,
    city: cities[index % cities.length] ?? '',
    qty: (index * 7) % 1000,
    price: ((index * 13) % 9999) / 100,
    status: ['open', 'held', 'done'][index % 3] ?? '',
    note: `note ${(index * 31) % 1000}`,
  }));
}
