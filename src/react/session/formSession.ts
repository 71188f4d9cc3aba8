import type { BaseSyntheticEvent } from 'react';
import type { QueuedSave, RecordValue, Resource, Unsaved } from '../../client/index.js';
import type { Choice, Path } from '../../core/index.js';
import type { Arrivals } from './arrivals.js';
import type { FormPort, FormState } from './formState.js';
import type { SessionHandlers } from './sessionHandlers.js';

export interface FormSessionOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'get' | 'save' | 'create' | 'rules'>;
  readonly port: FormPort<T>;
  /** There is no record yet: the first save creates it. */
  readonly isNew: boolean;
  /** What the form starts from is still to come. @default !isNew */
  readonly isLoading?: boolean;
}

/** One editing of one record. What saves resolves to whether nothing is left to save; while it is on its way, a second save does nothing. */
export interface FormSession<T extends RecordValue> extends ConflictActions<T>, Arrivals<T> {
  /** Ties what its form queues to the form's draft. */
  readonly name: string;
  getState(): FormState<T>;
  /** What the form holds, whole: a field it doesn't show is as the record has it. */
  getValues(): T;
  /** What was chosen so far in an open conflict; undefined where nothing is. */
  getReview(): Unsaved<T>['review'];
  subscribe(listener: () => void): () => void;
  /** Says whom to tell from now on. */
  connect(handlers: SessionHandlers<T>): void;
  /** Sends what waits for a connection. */
  resume(): Promise<boolean>;
  /** Sends saves that a form before this one left in the queue. Resolves to whether they are saved. */
  sendSaves(saves: readonly QueuedSave<T>[]): Promise<boolean>;
  /** Leaves what waits to the browser's queue: the form is closed. */
  leave(): void;
  /** Sends nothing more of what waits, which was cleared or is somebody else's; the form goes on holding what it holds. */
  disown(): void;
  /** Tells whether the form holds just what it held when that was disowned, and what others have saved since. */
  isDisowned(): boolean;
  /** What the form holds is to be kept again: somebody saves it, or typed on. */
  own(): void;
  save(event?: BaseSyntheticEvent): Promise<boolean>;
  /** What refused the last save is out of the way. */
  forgive(): void;
}

/** What a person can do about a conflict. Those that save resolve to whether nothing is left to save. */
interface ConflictActions<T> {
  choose(choices: readonly Choice[]): void;
  /** Saves the result of a review over the version that was reviewed; `overwritten` are theirs that go. */
  resolve(merged: T, overwritten: readonly Path[]): Promise<boolean>;
  /** Saves mine, whole, over the version that was shown. */
  overwrite(): Promise<boolean>;
  /** Brings a deleted record back with my version. */
  recreate(): Promise<boolean>;
  /** Saves my version as a new record. */
  saveCopy(): Promise<boolean>;
  /** Shows what is saved now instead of what was typed, conflict or not; undone from the notice. */
  discard(): void;
  /** Puts the conflict aside: nothing is lost, and a notice leads back to it. */
  keepEditing(): void;
  review(): void;
}
