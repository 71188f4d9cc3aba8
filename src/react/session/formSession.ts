import type { BaseSyntheticEvent } from 'react';
import type { RecordValue, Resource, Unsaved } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';
import type { Arrivals } from './createArrivals.js';
import type { ConflictActions } from './conflictActions.js';
import type { Outbox } from './createWriter.js';
import type { FormPort, FormState } from './formState.js';

export interface FormSessionOptions<T extends RecordValue> {
  readonly resource: Pick<Resource<T>, 'get' | 'save' | 'create' | 'rules'>;
  readonly port: FormPort<T>;
  /** There is no record yet: the first save creates it. */
  readonly isNew: boolean;
  /** What the form starts from is still to come. @default !isNew */
  readonly isLoading?: boolean;
}

/** What a session asks of the app around it. */
export interface SessionHandlers<T> {
  /** Told of every record that the server acknowledged. */
  readonly onSaved: (record: Versioned<T>) => void;
  /** Reads the record again; the session takes what comes. */
  readonly refetch: () => void;
  /** Stores saves before they are sent. */
  readonly outbox?: Outbox<T> | undefined;
  /** Awaited before anything is sent: what was typed is kept by then. */
  readonly beforeSend?: () => Promise<void>;
  /** Handed what a person discards by hand. */
  readonly onDiscard?: (unsaved: Unsaved<T>) => void;
}

/** One editing of one record. What saves resolves to whether nothing is left to save; while it is on its way, a second save does nothing. */
export interface FormSession<T extends RecordValue>
  extends ConflictActions<T>, Omit<Arrivals<T>, 'startOver'> {
  getState(): FormState<T>;
  /** What the form holds, whole: a field it doesn't show is as the record has it. */
  getValues(): T;
  subscribe(listener: () => void): () => void;
  /** Says whom to tell from now on. */
  connect(handlers: SessionHandlers<T>): void;
  /** Sends what waits for a connection. */
  resume(): Promise<boolean>;
  /** Leaves what waits to the browser's queue: the form is closed. */
  leave(): void;
  save(event?: BaseSyntheticEvent): Promise<boolean>;
}
