import type { Conflict, Versioned } from '../../core/index.js';
import type { FormNotice, TheirChange } from '../notice.js';

export type FormStatus =
  'loading' | 'ready' | 'saving' | 'conflict' | 'deleted' | 'locked' | 'error' | 'queued' | 'saved';

/** All of a versioned form's state but its values, which the form library keeps. */
export interface FormState<T> {
  readonly status: FormStatus;
  /** What the form started from; null until it is read, or for a record that doesn't exist yet. It moves only where nothing typed is in the way. */
  readonly record: Versioned<T> | null;
  readonly conflict: Conflict<T> | null;
  /** The conflict is on screen, not put aside. */
  readonly isReviewing: boolean;
  /** The conflict came up while another one was being saved. */
  readonly isAgain: boolean;
  readonly theirChanges: readonly TheirChange[];
  readonly notice: FormNotice | null;
  readonly error: Error | null;
}

/** What a session needs of a form library. */
export interface FormPort<T> {
  /** What its fields hold; it may leave out what it doesn't show. */
  getValues(): unknown;
  /** Makes `base` what the form is compared with and `mine` what it shows. */
  setValues(edit: { readonly base: T; readonly mine: T }): void;
}

export function statusOf<T>(conflict: Conflict<T>): 'conflict' | 'deleted' {
  return conflict.kind === 'deleted' ? 'deleted' : 'conflict';
}
