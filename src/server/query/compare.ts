import { foldCase, own, type JsonObject } from '../../core/index.js';
import { kindOf, kindOrder, type Condition, type ListQuery, type Scalar } from './listQuery.js';

interface Sortable {
  readonly id: string;
  readonly value: JsonObject;
}

/** Compares two records in the order of a list; their ids decide at last. */
export function compareRecords(a: Sortable, b: Sortable, sort: ListQuery['sort']): number {
  for (const { field, isDescending } of sort) {
    const order = compareValues(own(a.value, field), own(b.value, field));
    if (order !== 0) return isDescending ? -order : order;
  }
  return compareText(a.id, b.id);
}

/** Tells whether a record fulfils a condition. */
export function fulfils(record: JsonObject, condition: Condition): boolean {
  const found = own(record, condition.field);
  switch (condition.operator) {
    case 'eq':
      return isSame(found, condition.value);
    case 'in':
      return condition.values.some((value) => isSame(found, value));
    case 'contains':
      return contains(found, condition.value);
    case 'lt':
      return isComparable(found, condition.value) && compareValues(found, condition.value) < 0;
    case 'lte':
      return isComparable(found, condition.value) && compareValues(found, condition.value) <= 0;
    case 'gt':
      return isComparable(found, condition.value) && compareValues(found, condition.value) > 0;
    case 'gte':
      return isComparable(found, condition.value) && compareValues(found, condition.value) >= 0;
  }
}

function contains(found: unknown, value: Scalar): boolean {
  if (Array.isArray(found)) return found.some((item) => isSame(item, value));
  return typeof found === 'string' && typeof value === 'string' && foldCase(found).includes(foldCase(value));
}

function isSame(a: unknown, b: Scalar): boolean {
  return isComparable(a, b) && compareValues(a, b) === 0;
}

function isComparable(a: unknown, b: Scalar): boolean {
  return kindOf(a) === kindOf(b);
}

function compareValues(a: unknown, b: unknown): number {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return kind - kindOf(b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return kind === kindOrder.boolean || kind === kindOrder.number ? Number(a) - Number(b) : 0;
}

/** Compares by code point, as databases do over UTF-8; JavaScript's own `<` puts an emoji before "ﬁ". */
function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === shorter) return a.length - b.length;
  return weigh(a.charCodeAt(at)) - weigh(b.charCodeAt(at));
}

/** Moves the surrogates behind all other code units. */
function weigh(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
