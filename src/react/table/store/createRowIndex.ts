import type { RecordValue } from '../../../client/index.js';
import type { Versioned } from '../../../core/index.js';

/** Where rows stand, by their ids. What goes leaves a hole that is counted, so that nobody numbers all the others anew. */
export interface RowIndex {
  placeOf(id: string): number;
  append(ids: readonly string[]): void;
  remove(ids: readonly string[]): void;
  rename(id: string, to: string): void;
}

export function createRowIndex(records: readonly Versioned<RecordValue>[]): RowIndex {
  const numbers = new Map<string, number>();
  let next = 0;
  let holes: readonly number[] = [];
  const append = (id: string) => numbers.set(id, next++);
  for (const { value } of records) append(value.id);

  return {
    placeOf(id) {
      const number = numbers.get(id);
      if (number === undefined) return -1;
      return holes.length === 0 ? number : number - countBelow(holes, number);
    },
    append: (ids) => ids.forEach(append),
    remove(ids) {
      const left = new Set(ids.flatMap((id) => numbers.get(id) ?? []));
      holes = [...holes, ...left].toSorted((a, b) => a - b);
      for (const id of ids) numbers.delete(id);
    },
    rename(id, to) {
      const number = numbers.get(id);
      if (number === undefined) return;
      numbers.delete(id);
      numbers.set(to, number);
    },
  };
}

/** Counts the numbers of an ascending list that are below one. */
export function countBelow(ascending: readonly number[], number: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? number) < number) from = middle + 1;
    else to = middle;
  }
  return from;
}
