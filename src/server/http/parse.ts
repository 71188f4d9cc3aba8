import { hashRequest } from '../actions/idempotency.js';
import { ownId, readSaveIntent, refuseId, type SaveInput } from '../actions/intent.js';
import type { Caller, RemoveIntent, SaveIntent, WriteCommand } from '../command.js';
import { readJson, type ReadJson } from '../json/readJson.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { decodeUtf8, readBody } from './body.js';
import { readIdempotencyKey } from './headers.js';
import type { Route } from './route.js';
import { readCarried } from './tags.js';

/** A write as a request asks for it. */
export type ParsedWrite =
  | { readonly kind: 'save'; readonly command: WriteCommand<SaveIntent> }
  | { readonly kind: 'remove'; readonly command: WriteCommand<RemoveIntent> };

/** What is known of a request before its body is read. */
export interface Arrival {
  readonly route: Route;
  readonly caller: Caller;
  readonly overwrites: readonly string[] | undefined;
  readonly mostBytes: number;
  mayRead(id: string): Promise<boolean>;
}

/** Reads a write out of a request: size, media type, JSON, idempotency key, record, token, in this order. */
export async function parseWrite(request: Request, arrival: Arrival): Promise<ParsedWrite | Refusal> {
  const { route, caller, overwrites, mayRead } = arrival;
  const { resource } = route;
  const { method, headers } = request;
  const isRemoval = route.operation === 'remove';
  const isRestore = route.operation === 'restore';
  const body = isRemoval
    ? { kind: 'body' as const, bytes: new Uint8Array() }
    : await readBody(request, arrival.mostBytes);
  if (isRefusal(body)) return body;
  // What is brought back is known: a body can only carry the token.
  const isBare = isRemoval || (isRestore && body.bytes.length === 0);
  const json = isBare ? undefined : readBodyJson(request, body.bytes);
  if (isRefusal(json)) return json;
  const key = readIdempotencyKey(headers);
  if (isRefusal(key)) return key;
  const hash =
    key === undefined ? '' : await hashRequest({ method, resource, id: route.id, body: body.bytes });
  const common = {
    caller,
    resource,
    overwrites,
    mayRead,
    request: key === undefined ? undefined : { key, hash },
  };
  if (isRestore || json === undefined) {
    const carried = readCarried(headers.get('If-Match'), json?.value);
    const doubt = refuseId(route.id ?? '') ?? (carried.kind === 'refused' ? carried : undefined);
    const tokens = carried.kind === 'refused' ? [] : carried.tokens;
    const bare = { ...common, id: route.id };
    return isRestore
      ? { kind: 'save', command: { ...bare, intent: doubt ?? { kind: 'restore', tokens } } }
      : { kind: 'remove', command: { ...bare, intent: doubt ?? { kind: 'remove', tokens } } };
  }
  const id = route.id ?? ownId(json);
  const form = readForm(request, json);
  const intent = form.kind === 'refused' ? form : readSaveIntent({ id, json, form });
  return { kind: 'save', command: { ...common, id, intent } };
}

function readForm({ method, headers }: Request, json: ReadJson): SaveInput['form'] | Refusal {
  if (method === 'POST') return { kind: 'create', over: 'nothing' };
  const carried = readCarried(headers.get('If-Match'), json.value);
  const ifNoneMatch = method === 'PUT' ? headers.get('If-None-Match') : null;
  if (ifNoneMatch === null) return { kind: method === 'PATCH' ? 'patch' : 'replace', carried };
  if (ifNoneMatch.trim() !== '*') {
    return refuse(
      'token-malformed',
      'If-None-Match on a write takes only *, which creates the record where there is none.',
    );
  }
  if (carried.kind === 'refused' && carried.reason === 'token-required')
    return { kind: 'create', over: 'tombstone' };
  return refuse(
    'token-ambiguous',
    'The request carries a version token and If-None-Match: *, so it is not clear whether the record exists. Send one of them.',
  );
}

function readBodyJson({ method, headers }: Request, bytes: Uint8Array): ReadJson | Refusal {
  const [mediaType = '', ...parameters] = (headers.get('Content-Type') ?? '').toLowerCase().split(';');
  const isTaken =
    mediaType.trim() === 'application/json' ||
    (method === 'PATCH' && mediaType.trim() === 'application/merge-patch+json');
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  if (!isTaken || (charset !== undefined && !/=\s*"?utf-8"?\s*$/.test(charset))) {
    return refuse(
      'unsupported-media-type',
      'The body is of a type that is not taken here. Send application/json, or application/merge-patch+json with PATCH.',
    );
  }
  const text = decodeUtf8(bytes);
  return text === undefined
    ? refuse('malformed-body', 'The body is not UTF-8, so nothing was read from it. Send UTF-8.')
    : readJson(text);
}
