import type { FieldChange, FieldConflict, Hunk, ListOrder } from '../conflicts.js';
import type { Path } from '../path.js';
import type { ThreeSides } from '../eachSide.js';

/** One path as the three sides have it; undefined means missing. */
export interface Sides extends ThreeSides<unknown> {
  /** False where nobody knows what both sides started from: then every difference is a conflict. */
  readonly isBaseKnown: boolean;
  /** Does the work on a text, which is made in steps. */
  readonly run: Runner;
  /** Merges what has no rule, by what it is on the sides that have it. */
  readonly byShape: (sides: Sides, path: Path) => PathMerge;
}

export type Runner = (steps: Generator<undefined, readonly Hunk[]>) => readonly Hunk[];

/** What became of one path and of what is below it. */
export interface PathMerge {
  readonly merged: unknown;
  readonly conflicts: readonly FieldConflict[];
  readonly changes: readonly FieldChange[];
  readonly orders?: readonly ListOrder[];
}

/** What merges under a name: one field's value, or where there are `fields` the record around it, as far as these fields go. */
interface NamedRule<F extends string> {
  readonly merge: (sides: Sides, path: Path) => PathMerge;
  readonly fields?: readonly F[];
}

/** How a field merges by itself. A rule brings its own code, so an app pays only for those it imports. */
export interface Rule<in V = never> {
  readonly merge: (sides: Sides, path: Path) => PathMerge;
  /** Never set; it ties the rule to the type of the field it is for. */
  readonly accepts?: (value: V) => void;
  readonly fields?: never;
}

/** The rule of fields that only make sense together; it stands under a name that is no field. */
export interface Group<F extends string = string> extends NamedRule<F> {
  readonly fields: readonly F[];
}

/** A rule for each field that should not merge by its shape alone, and groups of fields under names of their own. */
export type Rules<T> = { readonly [K in keyof T]?: Rule<NonNullable<T[K]>> } & {
  readonly [name: string]: NamedRule<keyof T & string> | undefined;
};

/** The rules of an object whose type isn't known any more. */
export type AnyRules = Readonly<Record<string, NamedRule<string> | undefined>>;
