import type { ChangeInfo, Path } from '../core/index.js';

/** What happened to a save, for the one line above a form. Texts come from the messages; this is the fact. */
export type FormNotice = FormNews & {
  /** Besides, this browser keeps no copy of what is typed. */
  readonly isUnkept?: boolean;
};

/** This browser keeps no copy of what is typed: it refuses, or has no room left. */
interface Unkept {
  readonly kind: 'unkept';
}

type FormNews =
  /** Saved together with others' changes; `paths` are theirs. */
  | {
      readonly kind: 'merged';
      readonly change?: ChangeInfo;
      readonly paths: readonly Path[];
      readonly undo: () => void;
    }
  /** Saved in place of others' changes, which a person chose; `paths` are those of the changes that went. */
  | {
      readonly kind: 'overwrote';
      readonly change?: ChangeInfo;
      readonly paths: readonly Path[];
      /** What somebody saved while that was chosen, and was merged in; `paths` are theirs. */
      readonly merged?: { readonly change?: ChangeInfo; readonly paths: readonly Path[] };
      readonly undo: () => void;
    }
  /** Others had saved the very same; nothing was sent. */
  | { readonly kind: 'same'; readonly change?: ChangeInfo }
  /** A merge was undone: theirs is saved again, mine is in the form. */
  | { readonly kind: 'undone'; readonly change?: ChangeInfo }
  /** Nothing was undone: others have saved since. */
  | { readonly kind: 'notUndone'; readonly change?: ChangeInfo }
  /** A conflict waits; the dialog was closed. How many fields are `open` is known a moment later. */
  | { readonly kind: 'unresolved'; readonly open?: number; readonly review: () => void }
  | {
      readonly kind: 'deleted';
      readonly change?: ChangeInfo | undefined;
      /** Something was typed that is not saved. */
      readonly isEdited: boolean;
      readonly review: () => void;
    }
  | { readonly kind: 'discarded'; readonly isDeleted: boolean; readonly undo: () => void }
  /** The record, or what a new one starts from, could not be read. */
  | {
      readonly kind: 'unread';
      readonly error: Error;
      readonly isNew: boolean;
      readonly retry: () => void;
    }
  /** No answer has come for a while; `stop` gives up waiting for it. */
  | { readonly kind: 'slow'; readonly stop: () => void }
  /** No answer came; saving again asks first what became of it. */
  | { readonly kind: 'unanswered'; readonly retry: () => void }
  | { readonly kind: 'failed'; readonly error: Error }
  /** What was typed earlier and not saved is back in the form; it was typed at `keptAt` (RFC 3339). */
  | { readonly kind: 'restored'; readonly keptAt: string; readonly discard: () => void }
  /** There is no connection; the save waits for it. */
  | { readonly kind: 'queued' }
  | Unkept;

/** A field that others changed while it was open in a form. */
export interface TheirChange {
  readonly path: Path;
  /** `updated`: it followed by itself; `both`: it was changed here too and stays as typed until it is saved. */
  readonly kind: 'updated' | 'both';
  readonly base?: unknown;
  readonly theirs?: unknown;
  readonly change?: ChangeInfo;
}
