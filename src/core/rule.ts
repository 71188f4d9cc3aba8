import type { FieldChange, FieldConflict } from './conflicts.js';
import type { Path } from './path.js';

/** One path as the three sides have it; undefined means missing. */
export interface Sides {
  /** False where nobody knows what both sides started from: then every difference is a conflict. */
  readonly isBaseKnown: boolean;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** What became of one path and of what is below it. */
export interface PathMerge {
  readonly merged: unknown;
  readonly conflicts: readonly FieldConflict[];
  readonly changes: readonly FieldChange[];
}

/** How a field merges by itself. A rule brings its own code, so an app pays only for those it imports. */
export interface Rule<in V = never> {
  readonly kind: string;
  merge(sides: Sides, path: Path): PathMerge;
  /** Never set; it ties the rule to the type of the field it is for. */
  readonly accepts?: (value: V) => void;
}

/** A rule for each field that should not merge by its shape alone. */
export type Rules<T> = { readonly [K in keyof T]?: Rule<NonNullable<T[K]>> };
