import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { refuse, type History, type PastVersion, type Refusal } from '../outcome.js';
import { refOfPlace } from './recordPlace.js';

/** Which record's past somebody wants to see. */
export interface PastQuery {
  readonly caller: Caller;
  readonly resource: string;
  readonly id: string;
}

/** Tells who changed what, of a deleted record too. */
export async function history(
  { store }: Context,
  { limit, ...query }: PastQuery & { readonly limit: number },
): Promise<History | Refusal> {
  const ref = refOfPlace(query);
  if ((await store.read(ref)) === undefined) return refuse('not-found', 'There is no such record.');
  return { kind: 'history', items: await store.history(ref, { after: '0', limit }) };
}

/** Gives a record back as it was at a version. */
export async function pastVersion(
  { store }: Context,
  { version, ...query }: PastQuery & { readonly version: string },
): Promise<PastVersion | Refusal> {
  const stored = await store.readVersion(refOfPlace(query), version);
  if (stored === undefined) {
    return refuse('not-found', 'There is no such version of this record, or it is not kept any more.');
  }
  const { value, isDeleted, by, at } = stored;
  return { kind: 'past', value, isDeleted, change: { version: stored.version, by, at } };
}
