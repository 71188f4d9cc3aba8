import { hashRequest } from '../actions/idempotency.js';
import { ownId, readSaveIntent, refuseId, type SaveInput } from '../actions/intent.js';
import type { Caller, Intent, Proof, Unchecked, WriteCommand } from '../command.js';
import { readJson, type ReadJson } from '../json/readJson.js';
import type { ScanLimits } from '../json/scanJson.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { decodeUtf8, readBody } from './body.js';
import { readFence, readIdempotencyKey } from './headers.js';
import type { Route } from './route.js';
import { readCarried } from '../token/tags.js';

/** What is known of a request before its body is read. */
export interface Arrival {
  readonly route: Route;
  readonly caller: Caller;
  readonly overwrites: readonly string[] | undefined;
  readonly mostBytes: number;
  /** `If-Match: *` stands for whatever is there. */
  readonly allowsUnchecked: boolean;
  mayRead(id: string): Promise<boolean>;
  forbidden?(id: string, paths: readonly string[]): Promise<readonly string[]>;
}

/** Reads a write out of a request: size, media type, JSON, idempotency key, record, token, in this order. */
export async function parseWrite(request: Request, arrival: Arrival): Promise<WriteCommand | Refusal> {
  const { route, caller, overwrites, mayRead, forbidden } = arrival;
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
  const fence = readFence(headers);
  if (isRefusal(fence)) return fence;
  const hash =
    key === undefined ? '' : await hashRequest({ method, resource, id: route.id, body: body.bytes });
  const id = route.id ?? (json && ownId(json));
  return {
    caller,
    resource,
    id,
    intent: readIntent(request, arrival, { id, json }),
    overwrites,
    fence,
    request: key === undefined ? undefined : { key, hash },
    mayRead,
    forbidden,
  };
}

function readIntent(
  request: Request,
  arrival: Arrival,
  { id, json }: { readonly id: string | undefined; readonly json: ReadJson | undefined },
): Intent | Refusal {
  const { operation } = arrival.route;
  if (operation !== 'restore' && json !== undefined) {
    const form = readForm(request, json, arrival);
    return form.kind === 'refused' ? form : readSaveIntent({ id, json, form });
  }
  const doubt = refuseId(id ?? '');
  if (doubt) return doubt;
  const proof = readProof(request, json, arrival);
  return isRefusal(proof) ? proof : { kind: operation === 'restore' ? 'restore' : 'remove', proof };
}

/** Reads what a write proves; `If-Match: *` proves nothing, but a resource may allow it. */
function readProof(
  { headers }: Request,
  json: ReadJson | undefined,
  { allowsUnchecked }: Arrival,
): Proof | Refusal {
  const ifMatch = headers.get('If-Match');
  const carried = readCarried(ifMatch, json?.value);
  const isAny = isRefusal(carried) && carried.reason === 'token-required' && ifMatch?.trim() === '*';
  return allowsUnchecked && isAny ? unchecked : carried;
}

const unchecked: Unchecked = { kind: 'unchecked' };

function readForm(request: Request, json: ReadJson, arrival: Arrival): SaveInput['form'] | Refusal {
  const { method, headers } = request;
  if (method === 'POST') return { kind: 'create', over: 'nothing' };
  const proof = readProof(request, json, arrival);
  const ifNoneMatch = method === 'PUT' ? headers.get('If-None-Match') : null;
  if (ifNoneMatch === null) return { kind: method === 'PATCH' ? 'patch' : 'replace', proof };
  if (ifNoneMatch.trim() !== '*') {
    return refuse(
      'token-malformed',
      'If-None-Match on a write takes only *, which creates the record where there is none.',
    );
  }
  if (proof.kind === 'refused' && proof.reason === 'token-required')
    return { kind: 'create', over: 'tombstone' };
  return refuse(
    'token-ambiguous',
    'The request carries a version token and If-None-Match: *, so it is not clear whether the record exists. Send one of them.',
  );
}

/** Reads a body that is JSON; a batch has limits of its own. */
export function readBodyJson(
  { method, headers }: Request,
  bytes: Uint8Array,
  limits?: ScanLimits,
): ReadJson | Refusal {
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
    : readJson(text, limits);
}
