import { refuse, type Refusal } from '../outcome.js';
import { isVersionNumber } from '../versionNumber.js';

/** What an address names, and what is wanted there. */
export interface Route {
  readonly kind: 'route';
  readonly place: Place;
  /** Empty where all resources are meant. */
  readonly resource: string;
  /** Absent where no single record is meant. */
  readonly id: string | undefined;
  readonly operation: Operation;
  /** The number of the one version that is asked for. */
  readonly version: string | undefined;
}

/** What a request wants to do; the permission hook decides on it. */
export type Operation =
  | 'list'
  | 'get'
  | 'history'
  | 'create'
  | 'update'
  | 'remove'
  | 'restore'
  | 'batch'
  | 'action'
  | 'lock'
  | 'takeover'
  | 'ask'
  | 'editors'
  | 'events'
  | 'health';

/** What an address can name, and what each method wants there. */
const places = {
  collection: { GET: 'list', POST: 'create' },
  record: { GET: 'get', PATCH: 'update', PUT: 'update', DELETE: 'remove' },
  past: { GET: 'history' },
  restore: { POST: 'restore' },
  batch: { POST: 'batch' },
  lock: { GET: 'get', PUT: 'lock', DELETE: 'lock' },
  locks: { GET: 'list' },
  takeover: { POST: 'takeover' },
  ask: { POST: 'ask', DELETE: 'lock' },
  editors: { GET: 'get', PUT: 'editors', DELETE: 'editors' },
  events: { GET: 'events' },
  health: { GET: 'health' },
} as const;

export type Place = keyof typeof places;

/** The parts of an address behind the resource, and what they name; `*` is an id, `#` a version's number. */
const paths: readonly (readonly [path: string, place: Place])[] = [
  ['', 'collection'],
  ['batch', 'batch'],
  ['locks', 'locks'],
  ['*', 'record'],
  ['*/history', 'past'],
  ['*/versions/#', 'past'],
  ['*/restore', 'restore'],
  ['*/lock', 'lock'],
  ['*/lock/takeover', 'takeover'],
  ['*/lock/ask', 'ask'],
  ['*/editors', 'editors'],
];
const patterns = paths.map(([path, place]) => ({ parts: path === '' ? [] : path.split('/'), place }));

/** Reads a request's address and method. */
export function readRoute(
  request: Request,
  { basePath, resources }: { readonly basePath: string; readonly resources: ReadonlyMap<string, unknown> },
): Route | Refusal {
  const { pathname } = new URL(request.url);
  const [root, first = '', ...rest] = pathname.slice(basePath.length).split('/');
  if (!pathname.startsWith(basePath) || root !== '') return noSuchAddress();
  const resource = decodeSegment(first);
  if (rest.length === 0 && (resource === 'events' || resource === 'health')) {
    return routeTo(request, { place: resource, resource: '', id: undefined, version: undefined });
  }
  const place = placeOf(rest);
  if (!place || resource === undefined || !resources.has(resource)) return noSuchAddress();
  const isAboutOne = !['collection', 'batch', 'locks'].includes(place);
  const id = isAboutOne ? decodeSegment(rest[0] ?? '') : undefined;
  if (isAboutOne && id === undefined) {
    return refuse(
      'malformed-query',
      'The address is not percent-encoded UTF-8. Encode ids with encodeURIComponent.',
    );
  }
  // `batch` and `locks` are no ids, however they are spelled.
  if (id === 'batch' || id === 'locks') return noSuchAddress();
  return routeTo(request, { place, resource, id, version: rest[1] === 'versions' ? rest[2] : undefined });
}

function placeOf(segments: readonly string[]): Place | undefined {
  return patterns.find(
    ({ parts }) =>
      parts.length === segments.length && parts.every((part, index) => isPart(part, segments[index] ?? '')),
  )?.place;
}

function isPart(part: string, segment: string): boolean {
  if (part === '*') return segment !== '';
  return part === '#' ? isVersionNumber(segment) : part === segment;
}

function routeTo(request: Request, named: Omit<Route, 'kind' | 'operation'>): Route | Refusal {
  const { method, headers } = request;
  const operations: Readonly<Record<string, Operation>> = places[named.place];
  const operation = operations[method === 'HEAD' ? 'GET' : method];
  if (operation === undefined || !Object.hasOwn(operations, method === 'HEAD' ? 'GET' : method)) {
    const allow = Object.keys(operations).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
    return refuse('method-not-allowed', `This address takes ${allow.join(', ')}.`, { allow });
  }
  const isCreation = named.place === 'record' && method === 'PUT' && headers.has('If-None-Match');
  return { kind: 'route', ...named, operation: isCreation ? 'create' : operation };
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
