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
export type Operation = 'list' | 'get' | 'history' | 'create' | 'update' | 'remove' | 'restore';

/** What an address can name, and the methods that it takes. */
const methods = {
  collection: ['GET', 'HEAD', 'POST'],
  record: ['GET', 'HEAD', 'PATCH', 'PUT', 'DELETE'],
  past: ['GET', 'HEAD'],
  restore: ['POST'],
} as const;

type Place = keyof typeof methods;

/** Reads a request's address and method. */
export function readRoute(
  request: Request,
  { basePath, resources }: { readonly basePath: string; readonly resources: ReadonlyMap<string, unknown> },
): Route | Refusal {
  const { pathname } = new URL(request.url);
  const [root, ...segments] = pathname.slice(basePath.length).split('/');
  if (!pathname.startsWith(basePath) || root !== '') return noSuchAddress();
  const [resource, id, part, version] = segments.map(decodeSegment);
  const place = placeOf({ count: segments.length, part, version });
  if (!place || resource === undefined || !resources.has(resource) || id === '') return noSuchAddress();
  if (place !== 'collection' && id === undefined) {
    return refuse(
      'malformed-query',
      'The address is not percent-encoded UTF-8. Encode ids with encodeURIComponent.',
    );
  }
  if (id === 'batch' || id === 'locks') return noSuchAddress();
  const allow: readonly string[] = methods[place];
  if (!allow.includes(request.method)) {
    return refuse('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow });
  }
  return { kind: 'route', resource, id, operation: operationOf(request, place), version };
}

function placeOf(address: {
  readonly count: number;
  readonly part: string | undefined;
  readonly version: string | undefined;
}): Place | undefined {
  const { count, part, version } = address;
  if (count < 3) return count === 1 ? 'collection' : 'record';
  if (count === 4) return part === 'versions' && isVersionNumber(version) ? 'past' : undefined;
  if (count > 4) return undefined;
  if (part === 'restore') return 'restore';
  return part === 'history' ? 'past' : undefined;
}

function operationOf({ method, headers }: Request, place: Place): Operation {
  if (place === 'past') return 'history';
  if (place === 'restore') return 'restore';
  if (method === 'GET' || method === 'HEAD') return place === 'collection' ? 'list' : 'get';
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
