import type { BaseSyntheticEvent } from 'react';
import type { NewRecord, RecordValue, Resource, SavedOutcome } from '../../client/index.js';
import type { Conflict, Rules, Versioned } from '../../core/index.js';
import type { FormNotice } from '../notice.js';
import type { Writer } from './createWriter.js';
import type { SessionHandlers } from './sessionHandlers.js';
import type { FormPort, FormState } from './formState.js';
import type { Posted } from './posted.js';

/** What the parts of a session work on together. */
export interface Inside<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'get' | 'save' | 'create' | 'rules'>;
  readonly rules: Rules<T> | undefined;
  readonly port: FormPort<T>;
  /** There was no record at first. */
  readonly isNew: boolean;
  readonly writer: Writer<T>;
  state: FormState<T>;
  handlers: SessionHandlers<T>;
  /** One thing is done at a time. */
  isBusy: boolean;
  /** The newest version that was met; the base lags behind it where both changed a field. */
  latest: Versioned<T> | null;
  /** What the form held when the conflict was asked about: what is typed since is not part of the answer. */
  asked: T | undefined;
  /** What is queued of a draft that was restored, as long as it is not known to be saved: what the form holds was typed over it. */
  over: T | undefined;
  /** What the form held when that was cleared, or became somebody else's, and what others have saved since. */
  disowned: T | undefined;
  /** A review that a page before this one did not finish: its conflict, and what was chosen. */
  unfinished: Pick<FormState<T>, 'conflict' | 'choices'>;
  /** What a record that doesn't exist yet is compared with. */
  defaults: unknown;
  set(next: Partial<FormState<T>>): void;
  /** What the form holds, whole. */
  getValues(): T;
  /** Does one thing, unless another one is being done; what arrives meanwhile waits. Resolves to whether it came about. */
  once(work: () => Promise<boolean>): Promise<boolean>;
  begin(): void;
  /** Validates, and gives a function that says what is to be saved now: what was typed since is taken as it is. */
  validated(event?: BaseSyntheticEvent): Promise<(() => Promise<T>) | undefined>;
  /** Saves an edit. */
  post(edit: Posted<T>): Promise<boolean>;
  createFrom(request: CreateFrom<T>): Promise<boolean>;
  /** Goes on from what the server answered. */
  accept(outcome: SavedOutcome<T>, options: AcceptOptions<T>): Promise<void>;
  /** Shows a conflict. Choices that still answer the same question stay. */
  ask(conflict: Conflict<T>, options?: { readonly isAgain?: boolean }): Promise<void>;
  review(): void;
  keepEditing(): void;
  undo(merge: UndoneMerge<T>): void;
}

/** A record to create. */
export interface CreateFrom<T extends RecordValue> {
  readonly value: NewRecord<T>;
  readonly isReplacement: boolean;
  /** What the form held. @default what it holds */
  readonly sent?: T;
}

/** What there is to know of the save that was answered. */
export interface AcceptOptions<T> {
  /** What the form held when it was sent. */
  readonly sent: T;
  /** What it was to replace; absent for a new record. */
  readonly base?: Versioned<T>;
  readonly notice?: FormNotice | null | undefined;
}

/** A merge to take back: mine was made of base, met theirs, and became what was saved. */
export interface UndoneMerge<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirs: Versioned<T>;
  readonly saved: Versioned<T>;
}
