import { refuse, type Refusal } from '../outcome.js';

/** What an address names: all records of a resource, or one. */
export interface Route {
  readonly kind: 'route';
  readonly resource: string;
  /** Absent for the collection. */
  readonly id: string | undefined;
  readonly operation: Operation;
}

/** What a request wants to do; the permission hook decides on it. */
export type Operation = 'list' | 'get' | 'create' | 'update' | 'remove';

const collectionMethods = ['GET', 'HEAD', 'POST'];
const recordMethods = ['GET', 'HEAD', 'PATCH', 'PUT', 'DELETE'];

/** Reads a request's address and method. */
export function readRoute(
  request: Request,
  { basePath, resources }: { readonly basePath: string; readonly resources: ReadonlyMap<string, unknown> },
): Route | Refusal {
  const { pathname } = new URL(request.url);
  const [root, ...segments] = pathname.slice(basePath.length).split('/');
  if (!pathname.startsWith(basePath) || root !== '') return noSuchAddress();
  const [resource, id] = segments.map(decodeSegment);
  if (segments.length > 2 || resource === undefined || !resources.has(resource) || id === '')
    return noSuchAddress();
  if (segments.length === 2 && id === undefined) {
    return refuse(
      'malformed-query',
      'The address is not percent-encoded UTF-8. Encode ids with encodeURIComponent.',
    );
  }
  if (id === 'batch' || id === 'locks') return noSuchAddress();
  const allow = id === undefined ? collectionMethods : recordMethods;
  if (!allow.includes(request.method)) {
    return refuse('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow });
  }
  return { kind: 'route', resource, id, operation: operationOf(request, id) };
}

function operationOf({ method, headers }: Request, id: string | undefined): Operation {
  if (method === 'GET' || method === 'HEAD') return id === undefined ? 'list' : 'get';
  if (method === 'DELETE') return 'remove';
  return method === 'POST' || (method === 'PUT' && headers.has('If-None-Match')) ? 'create' : 'update';
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
