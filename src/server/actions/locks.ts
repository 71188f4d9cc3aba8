import type { Caller } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import type { LockMode, LockWish, StoredLock } from '../lock.js';
import { refuse, type Released, type LockState, type LockStates, type Refusal } from '../outcome.js';
import { announce } from './announce.js';
import { refuseMissing, refOfPlace, type RecordPlace } from './recordPlace.js';

/** A lock that somebody asks for. */
interface LockRequest extends RecordPlace {
  readonly mode?: LockMode;
  readonly ttlMs?: number;
  readonly takeFrom: LockWish['takeFrom'];
}

/** How long a lock may be asked for. */
const [shortestMs, longestMs] = [1000, 30 * 60 * 1000];

/** Takes, renews or takes over a lock. */
export async function takeLock(context: Context, request: LockRequest): Promise<LockState | Refusal> {
  const { caller, resource, id, mode, ttlMs, takeFrom } = request;
  const doubt = doubtLocks(context, resource);
  if (doubt) return doubt;
  const { id: person, name, tab = '' } = caller;
  const result = await context.store.locks.take(refOfPlace(request), {
    holder: { id: person, name, tab },
    ...(mode && { mode }),
    ttlMs: boundTtl(ttlMs, context.lockLimits.ttlMs),
    longestHoldMs: context.lockLimits.longestHoldMs,
    takeFrom,
  });
  const record = { resource, id };
  switch (result.kind) {
    case 'held':
      if (result.isNew) announce(context, 'locked', request);
      return { kind: 'lock', lock: result.lock };
    case 'locked':
      return refuse('locked', detailOf(result.lock, caller), { record, lock: result.lock });
    case 'resting':
      return refuse(
        'locked',
        'Others come first for a moment: they have asked for the lock, or you have held it as long as one may and they were waiting. Ask again then.',
        { record, lock: null, waitMs: result.waitMs },
      );
    case 'missing':
      return refuseMissing(context, request);
  }
}

/** Gives up a lock that the caller holds. */
export async function releaseLock(context: Context, place: RecordPlace): Promise<Released | Refusal> {
  const { caller, resource, id } = place;
  const doubt = doubtLocks(context, resource);
  if (doubt) return doubt;
  const result = await context.store.locks.release(refOfPlace(place), {
    id: caller.id,
    tab: caller.tab ?? '',
  });
  if (result.kind === 'released') announce(context, 'unlocked', place);
  if (result.kind !== 'locked') return { kind: 'released' };
  return refuse(
    'forbidden',
    'The lock is not yours in this tab, so it was not released. Wait until it runs out, or take it over.',
    { record: { resource, id }, lock: result.lock },
  );
}

/** Tells whoever holds the lock that the caller wants to edit. */
export async function askForLock(context: Context, place: RecordPlace): Promise<LockState | Refusal> {
  const { caller, resource } = place;
  const doubt = doubtLocks(context, resource);
  if (doubt) return doubt;
  const lock = await context.store.locks.ask(refOfPlace(place), { id: caller.id, name: caller.name });
  if (lock?.askedBy?.id === caller.id) announce(context, 'locked', place);
  return { kind: 'lock', lock };
}

/** Takes a question to edit back, by whoever asked, or answers it with "not now", by whoever holds the lock. */
export async function endAskForLock(context: Context, place: RecordPlace): Promise<LockState | Refusal> {
  const { caller, resource } = place;
  const doubt = doubtLocks(context, resource);
  if (doubt) return doubt;
  const lock = await context.store.locks.endAsk(refOfPlace(place), { id: caller.id });
  if (lock && !lock.askedBy) announce(context, 'locked', place);
  return { kind: 'lock', lock };
}

/** Tells who has locked one record. */
export async function readLock(context: Context, place: RecordPlace): Promise<LockState | Refusal> {
  const found = await readLocks(context, { ...place, ids: [place.id] });
  return found.kind === 'refused' ? found : { kind: 'lock', lock: found.locks.get(place.id) ?? null };
}

/** Tells who has locked which of several records. */
export async function readLocks(
  context: Context,
  {
    caller,
    resource,
    ids,
  }: { readonly caller: Caller; readonly resource: string; readonly ids: readonly string[] },
): Promise<LockStates | Refusal> {
  const doubt = doubtLocks(context, resource);
  if (doubt) return doubt;
  const held = await context.store.locks.read({ tenant: caller.tenant ?? '', resource }, ids);
  return { kind: 'locks', locks: new Map(ids.map((id) => [id, held.get(id) ?? null])) };
}

/** Brings a time that was asked for within bounds. */
function boundTtl(ttlMs: number | undefined, usualMs: number): number {
  const wanted = ttlMs === undefined || Number.isNaN(ttlMs) ? usualMs : ttlMs;
  return Math.trunc(Math.min(Math.max(wanted, shortestMs), longestMs));
}

function doubtLocks(context: Context, resource: string): Refusal | undefined {
  return resourceOf(context, resource).locks === false
    ? refuse('not-found', 'Records of this kind are not locked. The version check keeps them safe.')
    : undefined;
}

function detailOf({ holder }: StoredLock, caller: Caller): string {
  return holder.id === caller.id
    ? 'You have locked the record in another tab. Go on there, or take the lock over to this one.'
    : 'Somebody else is editing the record and has locked it. Wait, ask them, or take the lock over.';
}
