import type { Path } from './path.js';
import type { ChangeInfo, Versioned } from './versions.js';

/**
 * The record changed (or went away) between the read and the save. Complete by itself: `base` is what was read,
 * `mine` what was to be saved, `theirs` what the server has now, with the token that a next save needs.
 */
export type Conflict<T> =
  | {
      readonly kind: 'modified';
      readonly base: Versioned<T>;
      readonly mine: T;
      readonly theirs: Versioned<T>;
    }
  | { readonly kind: 'deleted'; readonly base: Versioned<T>; readonly mine: T; readonly change?: ChangeInfo };

/** How two edits of one path meet: what mine did / what theirs did, seen from the base. */
export type ConflictKind =
  | 'update/update'
  | 'update/delete'
  | 'delete/update'
  | 'add/add'
  | 'insert/insert'
  | 'type'
  | 'atomic'
  | 'group'
  | 'order'
  | 'duplicate-key';

/** One stretch of a text. Joining one side over all hunks gives that side's text back. */
export interface Hunk {
  /** `auto`: words merged it, and it wants a look; `settled`: a person put it together. */
  readonly kind: 'stable' | 'mine' | 'theirs' | 'both' | 'auto' | 'conflict' | 'settled';
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** What an `auto` or `settled` hunk came to; of one that is `mine`, mine with theirs' line ends, where it has others. */
  readonly merged?: string;
}

/** Both sides changed this path, each in its own way. An absent side means: missing there. */
export interface FieldConflict {
  readonly path: Path;
  readonly kind: ConflictKind;
  readonly base?: unknown;
  readonly mine?: unknown;
  readonly theirs?: unknown;
  readonly hunks?: readonly Hunk[];
  readonly of?: EntryOf;
}

/**
 * What an entry speaks of where it isn't the value at its path: the `order` of a keyed list's rows, the sides being the lists of
 * their keys; or the fields of a `group`, the path's last step being the group's name.
 */
export type EntryOf = 'order' | 'group';

/** A path that merged by itself, and which side it came from. */
export interface FieldChange {
  readonly path: Path;
  /** `both`: the same edit on both sides; `merged`: two edits that fit; `auto`: they fit, but want a look. */
  readonly kind: 'mine' | 'theirs' | 'both' | 'merged' | 'auto';
  readonly base?: unknown;
  readonly mine?: unknown;
  readonly theirs?: unknown;
  readonly merged?: unknown;
  readonly hunks?: readonly Hunk[];
  readonly of?: EntryOf;
}

/** The keys of a list's rows as each side has them, in order; `merged` is the list whose order counts. */
export interface ListOrder {
  readonly path: Path;
  readonly key: string;
  readonly base: readonly unknown[];
  readonly mine: readonly unknown[];
  readonly theirs: readonly unknown[];
  readonly merged: readonly unknown[];
}

/** The outcome of a three-way merge. */
export interface MergeResult<T> {
  /** Holds theirs at paths that are still in conflict. */
  readonly merged: T;
  readonly conflicts: readonly FieldConflict[];
  readonly changes: readonly FieldChange[];
  /** Keyed lists whose rows came, went or moved, so that a choice can put a row back in its place. */
  readonly orders?: readonly ListOrder[];
}

export type Side = 'mine' | 'theirs' | 'base';

/** What a person takes for one hunk; `both` puts theirs first unless `order` says otherwise. */
export type HunkPick =
  | { readonly pick: Side }
  | { readonly pick: 'both'; readonly order?: 'theirs-mine' | 'mine-theirs' }
  | { readonly text: string };

/**
 * What a person decides for one path. A `pick` for a text in conflict settles the hunks that are in conflict, for anything else the whole
 * value. `value: undefined` removes the path. `hunks` stand one for one for the entry's hunks; undefined leaves a hunk as it is.
 */
export type Choice =
  | { readonly path: Path; readonly pick: Side | 'both' }
  | { readonly path: Path; readonly value: unknown }
  | { readonly path: Path; readonly hunks: readonly (HunkPick | undefined)[] };
