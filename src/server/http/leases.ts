import { putEditor, readEditors, removeEditor } from '../actions/editors.js';
import { refuseId } from '../actions/intent.js';
import { askForLock, endAskForLock, readLock, readLocks, releaseLock, takeLock } from '../actions/locks.js';
import type { RecordPlace } from '../actions/recordPlace.js';
import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, type Outcome, type Refusal } from '../outcome.js';
import { readEditorBody, readIds, readLockBody } from './leaseBody.js';
import type { Operation, Place, Route } from './route.js';

type LeasePlace = Place & ('lock' | 'locks' | 'takeover' | 'ask' | 'editors');

/** A request about locks or presence. */
interface LeaseJob {
  readonly request: Request;
  readonly route: Route;
  /** Finds out who asks, and whether they may. */
  permit(operation: Operation): Promise<Caller | Refusal>;
}

/** Tells whether an address is about locks or presence. */
export function isLeasePlace(place: Place): place is LeasePlace {
  return ['lock', 'locks', 'takeover', 'ask', 'editors'].includes(place);
}

/** Carries out a request about locks or presence. */
export async function actOnLease(context: Context, place: LeasePlace, job: LeaseJob): Promise<Outcome> {
  const { request, route, permit } = job;
  const { resource, id = '', operation } = route;
  if (place === 'takeover') return takeOver(context, job);
  const caller = await permit(operation);
  if (isRefusal(caller)) return caller;
  if (place === 'locks') {
    const ids = readIds(request.url);
    return isRefusal(ids) ? ids : readLocks(context, { caller, resource, ids });
  }
  const doubt = refuseId(id);
  if (doubt) return doubt;
  const at = placeOf(job, caller);
  switch (place) {
    case 'ask':
      return request.method === 'DELETE' ? endAskForLock(context, at) : askForLock(context, at);
    case 'lock':
      if (operation === 'get') return readLock(context, at);
      return request.method === 'DELETE' ? releaseLock(context, at) : take(context, request, at);
    case 'editors':
      if (operation === 'get') return readEditors(context, at);
      return request.method === 'DELETE' ? removeEditor(context, at) : comeIn(context, request, at);
  }
}

/** Takes a lock over: from anybody with the permission, from another tab of one's own without it. */
async function takeOver(context: Context, job: LeaseJob): Promise<Outcome> {
  const { request, route, permit } = job;
  const permitted = await permit('takeover');
  const caller = isRefusal(permitted) && permitted.reason === 'forbidden' ? await permit('lock') : permitted;
  if (isRefusal(caller)) return isRefusal(permitted) ? permitted : caller;
  const doubt = refuseId(route.id ?? '');
  const body = doubt ?? (await readLockBody(request));
  if (isRefusal(body)) return body;
  const takeFrom = isRefusal(permitted) ? 'self' : 'anyone';
  const taken = await takeLock(context, { ...placeOf(job, caller), ...body, takeFrom });
  return isRefusal(taken) && taken.reason === 'locked' && isRefusal(permitted) ? permitted : taken;
}

async function take(context: Context, request: Request, at: RecordPlace): Promise<Outcome> {
  const body = await readLockBody(request);
  return isRefusal(body) ? body : takeLock(context, { ...at, ...body, takeFrom: 'nobody' });
}

async function comeIn(context: Context, request: Request, at: RecordPlace): Promise<Outcome> {
  const body = await readEditorBody(request);
  return isRefusal(body) ? body : putEditor(context, { ...at, ...body });
}

function placeOf({ route: { resource, id = '' }, permit }: LeaseJob, caller: Caller): RecordPlace {
  return { caller, resource, id, mayRead: async () => !isRefusal(await permit('get')) };
}
