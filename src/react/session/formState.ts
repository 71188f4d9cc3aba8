import type { BaseSyntheticEvent } from 'react';
import type { Choice, Conflict, InvalidField, Versioned } from '../../core/index.js';
import type { FormNotice, TheirChange } from '../notice.js';

export type FormStatus =
  'loading' | 'ready' | 'saving' | 'conflict' | 'deleted' | 'locked' | 'error' | 'queued' | 'saved';

/** What is known of the copy of the form that this browser keeps. */
export interface DraftState {
  /** When what the form has brought back was typed (RFC 3339); null where it brought nothing back. */
  readonly restoredAt: string | null;
  /** The browser keeps no copy: it refuses, or has no room left. */
  readonly isRefused: boolean;
}

/** All of a versioned form's state but its values, which the form library keeps. */
export interface FormState<T> {
  readonly status: FormStatus;
  /** What the form started from; null until it is read, or for a record that doesn't exist yet. It moves only where nothing typed is in the way. */
  readonly record: Versioned<T> | null;
  readonly conflict: Conflict<T> | null;
  /** What was chosen in the conflict so far; kept while it is put aside. */
  readonly choices: readonly Choice[];
  /** The conflict is on screen, not put aside. */
  readonly isReviewing: boolean;
  /** The conflict came up while another one was being saved. */
  readonly isAgain: boolean;
  readonly theirChanges: readonly TheirChange[];
  readonly notice: FormNotice | null;
  readonly draft: DraftState;
  readonly error: Error | null;
}

/** What a session needs of a form library. */
export interface FormPort<T> {
  /** What its fields hold now; it may leave out what it doesn't show, and may go on writing to what it gave. A field that is there and undefined was cleared. */
  getValues(): unknown;
  /** It leaves nothing out. */
  readonly isWhole?: boolean;
  /** Fills the form for the first time; what was typed before stays. */
  start(base: T): void;
  /** Makes `base` what the form is compared with and `mine` what it shows; a field of `mine` that is there and undefined is cleared. */
  setValues(edit: { readonly base: T; readonly mine: T }): void;
  /** Gives what validation makes of the fields; undefined, with its errors shown, where they are not valid. */
  validate(event?: BaseSyntheticEvent): Promise<unknown>;
  showErrors(errors: readonly InvalidField[]): void;
}

/** What a form shows where no conflict and no save is open. */
export const settled = {
  conflict: null,
  choices: [],
  isReviewing: false,
  isAgain: false,
  theirChanges: [],
  notice: null,
  draft: { restoredAt: null, isRefused: false },
  error: null,
} as const;

export function statusOf<T>(conflict: Conflict<T>): 'conflict' | 'deleted' {
  return conflict.kind === 'deleted' ? 'deleted' : 'conflict';
}
