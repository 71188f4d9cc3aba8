import { isPlainObject } from '../../core/index.js';
import { readJson } from '../json/readJson.js';
import type { Condition, ListRequest, LockedBy, Scalar, SortField } from './listQuery.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { isStorable } from '../text.js';

const [defaultLimit, highestLimit] = [100, 1000];
const [mostConditions, mostValues, mostSortFields, longestField] = [20, 100, 5, 100];

/** Reads which records a list shall hold. */
export function readListQuery(resource: string, query: URLSearchParams): ListRequest | Refusal {
  const limit = readLimit(query.get('limit'));
  const sort = readSort(query.get('sort'));
  const where = readWhere(query.get('where'));
  const locked = query.get('locked') ?? undefined;
  const isSigned = query.get('listToken') === '1';
  if (isRefusal(limit)) return limit;
  if (!isLockedBy(locked)) return malformed('"locked" is me, others or free.');
  if (locked !== undefined && isSigned)
    return malformed('A list token proves which records match "where": it goes with no "locked".');
  if (sort === undefined)
    return malformed(`"sort" is a list of at most ${mostSortFields} fields: title,-price`);
  if (where === undefined) {
    return malformed(
      '"where" is a JSON object like {"status":"draft","price":{"gt":10}}; operators: eq in lt lte gt gte contains.',
    );
  }
  return {
    resource,
    limit,
    sort,
    where,
    cursor: query.get('after') ?? undefined,
    ...(locked !== undefined && { locked }),
    isSigned,
  };
}

/** Reads how many items an answer shall hold at most. */
export function readLimit(text: string | null): number | Refusal {
  if (text === null) return defaultLimit;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= highestLimit) return limit;
  return malformed(`"limit" is a number from 1 to ${highestLimit}.`);
}

function isLockedBy(text: string | undefined): text is LockedBy | undefined {
  return text === undefined || ['me', 'others', 'free'].includes(text);
}

function readSort(text: string | null): readonly SortField[] | undefined {
  if (text === null) return [];
  const fields = text.split(',').map((part) => {
    const isDescending = part.startsWith('-');
    return { field: isDescending ? part.slice(1) : part, isDescending };
  });
  return fields.length <= mostSortFields && fields.every(({ field }) => isField(field)) ? fields : undefined;
}

function readWhere(text: string | null): readonly Condition[] | undefined {
  if (text === null) return [];
  const json = readJson(text);
  return json.kind === 'refused' || json.errors.length > 0 ? undefined : toConditions(json.value);
}

/** Reads a condition that is JSON already. */
export function toConditions(where: unknown): readonly Condition[] | undefined {
  if (!isPlainObject(where)) return undefined;
  const conditions = Object.entries(where).flatMap(([field, test]) => readConditions(field, test));
  const isWhole =
    conditions.every((condition) => condition !== undefined) && conditions.length <= mostConditions;
  return isWhole ? conditions.filter((condition) => condition !== undefined) : undefined;
}

function readConditions(field: string, test: unknown): readonly (Condition | undefined)[] {
  if (!isField(field)) return [undefined];
  if (isScalar(test)) return [{ field, operator: 'eq', value: test }];
  if (!isPlainObject(test)) return [undefined];
  const operators = Object.entries(test);
  return operators.length === 0 ? [undefined] : operators.map((entry) => readCondition(field, entry));
}

function readCondition(field: string, [operator, value]: readonly [string, unknown]): Condition | undefined {
  switch (operator) {
    case 'eq':
    case 'contains':
      return isScalar(value) ? { field, operator, value } : undefined;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return typeof value === 'string' || typeof value === 'number' ? { field, operator, value } : undefined;
    case 'in':
      return Array.isArray(value) && value.length <= mostValues && value.every(isScalar)
        ? { field, operator, values: value }
        : undefined;
    default:
      return undefined;
  }
}

/** What JSON writes with a backslash has no spelling in SQLite's JSON paths. */
function isField(name: string): boolean {
  if (name === '' || name.length > longestField) return false;
  return isStorable(name) && JSON.stringify(name) === `"${name}"`;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function malformed(detail: string): Refusal {
  return refuse('malformed-query', detail);
}
