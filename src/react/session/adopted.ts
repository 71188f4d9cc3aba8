import type { Advanced, ChangeInfo, Versioned } from '../../core/index.js';
import type { FormNotice } from '../notice.js';

/** What `accept` needs to know of the save that was answered. */
export interface AcceptOptions<T> {
  /** What the form held when it was sent. */
  readonly sent: T;
  /** What it was to replace; absent for a new record. */
  readonly base?: Versioned<T>;
  readonly notice?: FormNotice | null;
}

/** A record that was saved from here, and how the form goes on from it. */
export interface Adopted<T> {
  readonly record: Versioned<T>;
  readonly base: Versioned<T>;
  readonly mine: T;
  /** What others changed and was changed here since. */
  readonly contested: Advanced<T>['contested'];
  /** Who changed that. */
  readonly change: ChangeInfo | undefined;
  readonly notice: FormNotice | null;
}
