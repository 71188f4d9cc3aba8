import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { refuse, type Refusal } from '../outcome.js';
import type { RecordRef } from '../recordRef.js';
import { refuseDeleted } from './conflict.js';
import { conflictDetails } from './conflictDetails.js';

/** A record, and who is there. */
export interface RecordPlace {
  readonly caller: Caller;
  readonly resource: string;
  readonly id: string;
  /** Tells whether the caller may see what a deleted record was. */
  mayRead(id: string): Promise<boolean>;
}

/** Names a record as the store does. */
export function refOfPlace({ caller, resource, id }: Omit<RecordPlace, 'mayRead'>): RecordRef {
  return { tenant: caller.tenant ?? '', resource, id };
}

/** Refuses what wants a record that is not there, or not any more. */
export async function refuseMissing(context: Context, place: RecordPlace): Promise<Refusal> {
  const { caller, resource, id, mayRead } = place;
  const ref = refOfPlace(place);
  const current = await context.store.read(ref);
  return current?.isDeleted === true
    ? refuseDeleted({ context, command: { caller, mayRead }, ref }, current)
    : refuse('not-found', conflictDetails['not-found'], { record: { resource, id } });
}
