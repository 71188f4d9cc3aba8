import { batch } from '../actions/batch.js';
import { batchLimits, readBatch } from '../actions/readBatch.js';
import { history, pastVersion } from '../actions/history.js';
import { refuseId } from '../actions/intent.js';
import { get, list } from '../actions/read.js';
import { write } from '../actions/write.js';
import type { Caller } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { refuseFault } from '../fault.js';
import { isRefusal, refuse, type Outcome, type Refusal } from '../outcome.js';
import { readBody } from './body.js';
import { follow } from './events.js';
import { readDevelopmentCaller, readForce, readIdempotencyKey, withTab } from './headers.js';
import { reportHealth } from './health.js';
import { actOnLease, isLeasePlace } from './leases.js';
import { readOrigin } from './origin.js';
import type { AskedInVain } from './problemAnswer.js';
import { parseWrite, readBodyJson } from './parse.js';
import { readLimit, readListQuery } from '../query/readListQuery.js';
import { respond, respondPreflight } from './respond.js';
import { readRoute, type Operation, type Route } from './route.js';

/** What somebody wants to do. */
export interface Action {
  readonly operation: Operation;
  readonly resource: string;
  /** Absent where no single record is meant yet. */
  readonly id?: string;
  /** The numbers of the versions that the caller wants to overwrite knowingly. */
  readonly force?: readonly string[];
  /** The name of the action that shall be done. */
  readonly action?: string;
  /** The caller has no version token and wants to write all the same. */
  readonly unchecked?: true;
}

/** Says no. Hide that a record exists with `not-found`. */
export interface Denial {
  readonly denied: 'unauthorized' | 'forbidden' | 'not-found';
}

/** Finds out who sent a request and whether they may do what they want. It must not read the request's body. */
export type Authorize = (request: Request, action: Action) => Caller | Denial | Promise<Caller | Denial>;

/** Names the fields among those changed that a caller may not change; JSON Pointers, `''` for the record as a whole. */
export type AuthorizeFields = (
  caller: Caller,
  change: { readonly resource: string; readonly id: string; readonly paths: readonly string[] },
) => readonly string[] | Promise<readonly string[]>;

/** How requests are taken. */
export interface HandleOptions {
  readonly authorize: Authorize | undefined;
  readonly authorizeFields: AuthorizeFields | undefined;
  readonly origins: readonly string[];
}

/** Carries one request out: route, permission, parse, check, act, respond. */
export async function handle(
  context: Context,
  {
    request,
    basePath,
    origins,
    authorize,
    authorizeFields,
  }: HandleOptions & { readonly request: Request; readonly basePath: string },
): Promise<Response> {
  const requestId = nameOnce();
  const { isForeign, isPreflight, headers: corsHeaders } = readOrigin(request, origins);
  if (isPreflight && !isForeign) return respondPreflight(corsHeaders);
  const route = isForeign
    ? refuse('forbidden', 'Another web site may not write here.')
    : readRoute(request, { basePath, resources: context.resources });
  const resource = isRefusal(route) ? '' : route.resource;
  const outcome = isRefusal(route)
    ? route
    : await actSafely(context, { request, requestId, route, authorize, authorizeFields });
  return respond(outcome, {
    request,
    requestId,
    corsHeaders,
    record: isRefusal(route) || route.id === undefined ? undefined : { resource, id: route.id },
    collectionPath: `${basePath}/${resource}`,
    conflictBytes: context.limits.conflictBytes,
  });
}

/** Most requests need no name: only what went wrong is told by one. */
function nameOnce(): () => string {
  let name: string | undefined;
  return () => (name ??= crypto.randomUUID());
}

interface Job extends Omit<HandleOptions, 'origins'> {
  readonly request: Request;
  readonly route: Route;
}

/** Never lets an error's text reach a caller. */
async function actSafely(context: Context, job: Job & Pick<AskedInVain, 'requestId'>): Promise<Outcome> {
  try {
    return await actOn(context, job);
  } catch (cause) {
    const refusal = refuseFault(cause);
    context.log({
      event: refusal.reason === 'internal' ? 'failed' : 'unavailable',
      requestId: job.requestId(),
      cause,
    });
    return refusal;
  }
}

async function actOn(context: Context, job: Job): Promise<Outcome> {
  const { request, route } = job;
  const { resource, id, operation, place } = route;
  if (place === 'health') return reportHealth(context);
  if (place === 'events')
    return follow(context, { request, permit: (name) => permit(job, { operation, resource: name }) });
  const named = id === undefined ? { resource } : { resource, id };
  if (isLeasePlace(place))
    return actOnLease(context, place, {
      request,
      route,
      permit: (wanted) => permit(job, { operation: wanted, ...named }),
    });
  const force = readForce(request.headers);
  const caller = await permit(job, {
    operation,
    ...named,
    ...(force !== undefined && !isRefusal(force) && { force }),
    ...(isUncheckedWrite(context, job) && { unchecked: true }),
  });
  if (isRefusal(caller)) return caller;
  if (isRefusal(force)) return force;
  switch (place) {
    case 'collection':
      return operation === 'list'
        ? listPage(context, { caller, request, route })
        : writeOne(context, job, { caller, force });
    case 'record':
      if (operation !== 'get') return writeOne(context, job, { caller, force });
      return refuseId(id ?? '') ?? get(context, { caller, resource, id: id ?? '' });
    case 'restore':
      return writeOne(context, job, { caller, force });
    case 'past':
      return lookBack(context, { caller, request, route });
    case 'batch':
      return writeMany(context, job, caller);
  }
}

function isUncheckedWrite(context: Context, { request, route: { resource, operation } }: Job): boolean {
  if (resourceOf(context, resource).allowsUnchecked !== true) return false;
  const mayBe = ['update', 'remove', 'restore'].includes(operation);
  return mayBe && request.headers.get('If-Match')?.trim() === '*';
}

function listPage(
  context: Context,
  { caller, request, route }: Pick<Job, 'request' | 'route'> & { readonly caller: Caller },
): Promise<Outcome> | Refusal {
  const query = readListQuery(route.resource, new URL(request.url).searchParams);
  return isRefusal(query) ? query : list(context, { caller, request: query });
}

async function writeOne(
  context: Context,
  job: Job,
  { caller, force }: { readonly caller: Caller; readonly force: readonly string[] | undefined },
): Promise<Outcome> {
  const { request, route } = job;
  const parsed = await parseWrite(request, {
    route,
    caller,
    overwrites: force,
    mostBytes: context.limits.bodyBytes,
    allowsUnchecked: resourceOf(context, route.resource).allowsUnchecked === true,
    ...rightsOf(job, caller),
  });
  return isRefusal(parsed) ? parsed : write({ context, command: parsed });
}

async function writeMany(context: Context, job: Job, caller: Caller): Promise<Outcome> {
  const { request, route } = job;
  const { resource } = route;
  const body = await readBody(request, context.limits.batchBytes);
  if (isRefusal(body)) return body;
  const json = readBodyJson(request, body.bytes, batchLimits);
  if (isRefusal(json)) return json;
  const key = readIdempotencyKey(request.headers);
  if (isRefusal(key)) return key;
  const command = await readBatch(context, json, {
    caller,
    resource,
    key,
    ...rightsOf(job, caller),
    async permit(row) {
      const permitted = await permit(job, { resource, ...row });
      return isRefusal(permitted) ? permitted : undefined;
    },
  });
  return isRefusal(command) ? command : batch({ context, command });
}

function rightsOf(job: Job, caller: Caller) {
  const { resource } = job.route;
  const { authorizeFields } = job;
  return {
    mayRead: async (id: string) => !isRefusal(await permit(job, { operation: 'get', resource, id })),
    forbidden:
      authorizeFields &&
      (async (id: string, paths: readonly string[]) => authorizeFields(caller, { resource, id, paths })),
  };
}

function lookBack(
  context: Context,
  { caller, request, route }: Pick<Job, 'request' | 'route'> & { readonly caller: Caller },
): Promise<Outcome> | Refusal {
  const { resource, id = '', version } = route;
  const limit = readLimit(new URL(request.url).searchParams.get('limit'));
  const doubt = refuseId(id);
  if (doubt) return doubt;
  if (isRefusal(limit)) return limit;
  return version === undefined
    ? history(context, { caller, resource, id, limit })
    : pastVersion(context, { caller, resource, id, version });
}

async function permit(
  { request, authorize }: Pick<Job, 'request' | 'authorize'>,
  action: Action,
): Promise<Caller | Refusal> {
  if (authorize === undefined) return readDevelopmentCaller(request.headers);
  const answer = await authorize(request, action);
  if (!('denied' in answer)) return withTab(answer, request.headers);
  switch (answer.denied) {
    case 'unauthorized':
      return refuse('unauthorized', 'It is not known who sent the request. Sign in and send it again.');
    case 'forbidden':
      return refuse('forbidden', 'You may not do this.');
    case 'not-found':
      return refuse('not-found', 'There is no such record.');
  }
}
