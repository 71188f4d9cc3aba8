import { refuse, type Refusal } from '../outcome.js';

/** What an address names: all records of a resource, one, or its past. */
export interface Route {
  readonly kind: 'route';
  readonly resource: string;
  /** Absent for the collection. */
  readonly id: string | undefined;
  readonly operation: Operation;
  /** The number of the one version that is asked for. */
  readonly version: string | undefined;
}

/** What a request wants to do; the permission hook decides on it. */
export type Operation = 'list' | 'get' | 'history' | 'create' | 'update' | 'remove';

const collectionMethods = ['GET', 'HEAD', 'POST'];
const recordMethods = ['GET', 'HEAD', 'PATCH', 'PUT', 'DELETE'];
const pastMethods = ['GET', 'HEAD'];

/** Reads a request's address and method. */
export function readRoute(
  request: Request,
  { basePath, resources }: { readonly basePath: string; readonly resources: ReadonlyMap<string, unknown> },
): Route | Refusal {
  const { pathname } = new URL(request.url);
  const [root, ...segments] = pathname.slice(basePath.length).split('/');
  if (!pathname.startsWith(basePath) || root !== '') return noSuchAddress();
  const [resource, id, part, version] = segments.map(decodeSegment);
  const isOfPast =
    (part === 'history' && segments.length === 3) ||
    (part === 'versions' && segments.length === 4 && isVersionNumber(version));
  if (segments.length > 2 && !isOfPast) return noSuchAddress();
  if (resource === undefined || !resources.has(resource) || id === '') return noSuchAddress();
  if (segments.length > 1 && id === undefined) {
    return refuse(
      'malformed-query',
      'The address is not percent-encoded UTF-8. Encode ids with encodeURIComponent.',
    );
  }
  if (id === 'batch' || id === 'locks') return noSuchAddress();
  const allow = isOfPast ? pastMethods : id === undefined ? collectionMethods : recordMethods;
  if (!allow.includes(request.method)) {
    return refuse('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow });
  }
  return { kind: 'route', resource, id, operation: isOfPast ? 'history' : operationOf(request, id), version };
}

function operationOf({ method, headers }: Request, id: string | undefined): Operation {
  if (method === 'GET' || method === 'HEAD') return id === undefined ? 'list' : 'get';
  if (method === 'DELETE') return 'remove';
  return method === 'POST' || (method === 'PUT' && headers.has('If-None-Match')) ? 'create' : 'update';
}

/** Tells whether a text is the number of a version, written in the one way there is. */
export function isVersionNumber(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,19}$/.test(text);
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function noSuchAddress(): Refusal {
  return refuse('not-found', 'There is nothing at this address.');
}
