import { refuseId } from '../actions/intent.js';
import { history, pastVersion } from '../actions/history.js';
import { get, list } from '../actions/read.js';
import { remove } from '../actions/remove.js';
import { save } from '../actions/save.js';
import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, refuse, type Outcome, type Refusal } from '../outcome.js';
import { isOutcomeUnknownError, isStoreUnavailableError } from '../store.js';
import { readDevelopmentCaller, readForce } from './headers.js';
import { readOrigin } from './origin.js';
import { parseWrite } from './parse.js';
import { readLimit, readListQuery } from './readListQuery.js';
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
}

/** Says no. Hide that a record exists with `not-found`. */
export interface Denial {
  readonly denied: 'unauthorized' | 'forbidden' | 'not-found';
}

/** Finds out who sent a request and whether they may do what they want. It must not read the request's body. */
export type Authorize = (request: Request, action: Action) => Caller | Denial | Promise<Caller | Denial>;

/** How requests are taken. */
export interface HandleOptions {
  readonly authorize: Authorize | undefined;
  readonly origins: readonly string[];
}

/** Carries one request out: route, permission, parse, check, act, respond. */
export async function handle(
  context: Context,
  {
    request,
    basePath,
    authorize,
    origins,
  }: HandleOptions & { readonly request: Request; readonly basePath: string },
): Promise<Response> {
  const requestId = crypto.randomUUID();
  const { isForeign, isPreflight, headers: corsHeaders } = readOrigin(request, origins);
  if (isPreflight && !isForeign) return respondPreflight(corsHeaders);
  const route = isForeign
    ? refuse('forbidden', 'Another web site may not write here.')
    : readRoute(request, { basePath, resources: context.resources });
  const resource = isRefusal(route) ? '' : route.resource;
  const asked = {
    request,
    requestId,
    corsHeaders,
    record: isRefusal(route) || route.id === undefined ? undefined : { resource, id: route.id },
    collectionPath: `${basePath}/${resource}`,
  };
  const outcome = isRefusal(route)
    ? route
    : await actSafely(context, { request, requestId, route, authorize });
  return respond(outcome, { ...asked, conflictBytes: context.limits.conflictBytes });
}

interface Job {
  readonly request: Request;
  readonly route: Route;
  readonly authorize: Authorize | undefined;
}

/** Never lets an error's text reach a caller. */
async function actSafely(
  context: Context,
  { requestId, ...job }: Job & { readonly requestId: string },
): Promise<Outcome> {
  try {
    return await actOn(context, job);
  } catch (cause) {
    const isAway = isStoreUnavailableError(cause);
    const isUnknown = isOutcomeUnknownError(cause);
    context.log({ event: isAway || isUnknown ? 'unavailable' : 'failed', requestId, cause });
    if (isAway) {
      return refuse(
        'unavailable',
        'The store did not answer in time, so nothing was saved. Send the request again in a moment.',
      );
    }
    if (!isUnknown) return refuse('internal', '');
    return refuse(
      'outcome-unknown',
      'The connection to the store broke during the write, so nobody knows yet whether it was saved. Send it again with the same idempotency key.',
    );
  }
}

async function actOn(context: Context, job: Job): Promise<Outcome> {
  const { request, route } = job;
  const { resource, id, operation } = route;
  const force = readForce(request.headers);
  const caller = await permit(job, {
    operation,
    resource,
    ...(id === undefined ? {} : { id }),
    ...(isRefusal(force) ? {} : { force }),
  });
  if (isRefusal(caller)) return caller;
  if (isRefusal(force)) return force;
  if (operation === 'list') {
    const query = readListQuery(resource, new URL(request.url).searchParams);
    return isRefusal(query) ? query : list(context, { caller, request: query });
  }
  if (operation === 'history') return lookBack(context, { caller, request, route });
  if (operation === 'get') return refuseId(id ?? '') ?? get(context, { caller, resource, id: id ?? '' });
  const mayRead = async (read: string) =>
    !isRefusal(await permit(job, { operation: 'get', resource, id: read }));
  const mostBytes = context.limits.bodyBytes;
  const parsed = await parseWrite(request, { route, caller, overwrites: force, mostBytes, mayRead });
  if (isRefusal(parsed)) return parsed;
  return parsed.kind === 'remove'
    ? remove({ context, command: parsed.command })
    : save({ context, command: parsed.command });
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

async function permit({ request, authorize }: Job, action: Action): Promise<Caller | Refusal> {
  if (authorize === undefined) return readDevelopmentCaller(request.headers);
  const answer = await authorize(request, action);
  if (!('denied' in answer)) return answer;
  switch (answer.denied) {
    case 'unauthorized':
      return refuse('unauthorized', 'It is not known who sent the request. Sign in and send it again.');
    case 'forbidden':
      return refuse('forbidden', 'You may not do this.');
    case 'not-found':
      return refuse('not-found', 'There is no such record.');
  }
}
