import type { JsonObject } from '../../core/index.js';

/** A value that records are filtered by. */
export type Scalar = string | number | boolean | null;

/**
 * One condition on a top-level field. Kinds never mix: `1`, `"1"` and `true` differ, and a number is neither above nor
 * below a text. `null` equals a missing field. `contains` finds text in a text, in whatever case, or an element in a
 * list, exactly as it is.
 */
export type Condition =
  | { readonly field: string; readonly operator: 'eq' | 'contains'; readonly value: Scalar }
  | { readonly field: string; readonly operator: 'in'; readonly values: readonly Scalar[] }
  | {
      readonly field: string;
      readonly operator: 'lt' | 'lte' | 'gt' | 'gte';
      readonly value: string | number;
    };

/**
 * A field to sort by. Kinds come in this order: missing or `null`, booleans, numbers, texts (by code point), lists and
 * objects (all equal).
 */
export interface SortField {
  readonly field: string;
  readonly isDescending: boolean;
}

/** What to list. */
export interface ListQuery {
  readonly tenant: string;
  readonly resource: string;
  /** All must hold. */
  readonly where: readonly Condition[];
  /** The id comes last by itself. */
  readonly sort: readonly SortField[];
  /** Starts behind this record, wherever it stands in the order. */
  readonly after: { readonly id: string; readonly value: JsonObject } | undefined;
  readonly limit: number;
}

export type LockedBy = 'me' | 'others' | 'free';

/** What to list, as a client asks for it. */
export interface ListRequest extends Omit<ListQuery, 'tenant' | 'after'> {
  /** The `next` of the page before. */
  readonly cursor: string | undefined;
  /** Whose locks the records are to have; `free`: nobody's. */
  readonly locked?: LockedBy | undefined;
  /** A token is wanted that proves which records fulfil the condition. */
  readonly isSigned: boolean;
}

/** The kinds of JSON value in the order they sort in. */
export const kindOrder = { none: 0, boolean: 1, number: 2, text: 3, other: 4 } as const;

/** Ranks a value by its kind. */
export function kindOf(value: unknown): (typeof kindOrder)[keyof typeof kindOrder] {
  if (value === undefined || value === null) return kindOrder.none;
  if (typeof value === 'boolean') return kindOrder.boolean;
  if (typeof value === 'number') return kindOrder.number;
  return typeof value === 'string' ? kindOrder.text : kindOrder.other;
}
