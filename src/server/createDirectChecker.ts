import type { JsonObject, VersionToken } from '../core/index.js';
import { hashRequest, isIdempotencyKey } from './actions/idempotency.js';
import { readSaveIntent, refuseId, type SaveInput } from './actions/intent.js';
import { history, pastVersion } from './actions/history.js';
import { get, list } from './actions/read.js';
import { remove } from './actions/remove.js';
import { save } from './actions/save.js';
import type { Caller, Carried, SaveIntent, WriteCommand } from './command.js';
import type { Context } from './context.js';
import { readLimit, readListQuery } from './http/readListQuery.js';
import { isVersionNumber } from './http/route.js';
import { readJson } from './json/readJson.js';
import {
  isRefusal,
  refuse,
  type Found,
  type History,
  type Page,
  type PastVersion,
  type Refusal,
  type Removed,
  type Saved,
} from './outcome.js';

/** Names a record, and who wants to see it. */
export interface GetInput {
  readonly resource: string;
  readonly id: string;
  /** @default a caller without a name and a tenant */
  readonly by?: Caller;
}

export interface HistoryInput extends GetInput {
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
}

/** Which records to list; the words are those of the query string. */
export interface ListInput {
  readonly resource: string;
  /** `{ status: 'draft', price: { gt: 10 } }` with the operators `eq in lt lte gt gte contains`. */
  readonly where?: JsonObject;
  /** Fields, with a `-` before those that fall: `['title', '-price']`. */
  readonly sort?: readonly string[];
  /** The `next` of the page before. */
  readonly after?: string;
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
  /** @default a caller without a name and a tenant */
  readonly by?: Caller;
}

interface WriteInput {
  readonly resource: string;
  readonly by: Caller;
  /** Makes a repeated call give what the first one made. 1 to 128 visible ASCII characters without quotes. */
  readonly key?: string;
}

export interface CreateInput extends WriteInput {
  /** The record; without an `id` it gets one. */
  readonly value: object;
  /** Also takes the place of a deleted record. @default false */
  readonly overTombstone?: boolean;
}

interface ChangeInput extends WriteInput {
  readonly id: string;
  /** The token that was read with the record. */
  readonly token: VersionToken;
}

export type UpdateInput = ChangeInput & {
  /** The numbers of the versions that the person has seen and overwrites knowingly; for the log. */
  readonly overwrites?: readonly string[];
} & ({ readonly patch: object } | { readonly value: object });

export type RemoveInput = ChangeInput;

export type RestoreInput = ChangeInput;

/** The checked functions without HTTP. A conflict is a result here, not an exception. */
export interface DirectChecker {
  get(input: GetInput): Promise<Found | Refusal>;
  list(input: ListInput): Promise<Page | Refusal>;
  /** Tells who changed what: the newest versions, oldest first. Of a deleted record too. */
  history(input: HistoryInput): Promise<History | Refusal>;
  /** Gives a record as it was at a version. */
  pastVersion(input: GetInput & { readonly version: string }): Promise<PastVersion | Refusal>;
  create(input: CreateInput): Promise<Saved | Refusal>;
  /** Changes a record by a merge patch (RFC 7396), or replaces it by `value`. */
  update(input: UpdateInput): Promise<Saved | Refusal>;
  remove(input: RemoveInput): Promise<Removed | Refusal>;
  /** Brings a deleted record back as it was last; the token is the one of its tombstone. */
  restore(input: RestoreInput): Promise<Saved | Refusal>;
}

const nobody: Caller = { id: '', name: '' };

/** Makes the checked functions for a server's own code. Nobody's permission is asked. */
export function createDirectChecker(context: Context): DirectChecker {
  const doubtResource = (resource: string) =>
    context.resources.has(resource) ? undefined : refuse('not-found', `There is no resource "${resource}".`);

  return {
    async get({ resource, id, by = nobody }) {
      return doubtResource(resource) ?? refuseId(id) ?? get(context, { caller: by, resource, id });
    },
    async list({ resource, where, sort, after, limit, by = nobody }) {
      const query = new URLSearchParams({
        ...(where && { where: JSON.stringify(where) }),
        ...(sort && { sort: sort.join(',') }),
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit: String(limit) }),
      });
      const request = doubtResource(resource) ?? readListQuery(resource, query);
      return isRefusal(request) ? request : list(context, { caller: by, request });
    },
    async history({ resource, id, limit: most, by = nobody }) {
      const limit = readLimit(most === undefined ? null : String(most));
      const doubt = doubtResource(resource) ?? refuseId(id);
      if (doubt) return doubt;
      return isRefusal(limit) ? limit : history(context, { caller: by, resource, id, limit });
    },
    async pastVersion({ resource, id, version, by = nobody }) {
      const doubt = doubtResource(resource) ?? refuseId(id);
      if (doubt) return doubt;
      if (!isVersionNumber(version)) return refuse('not-found', 'A version is a number in decimal.');
      return pastVersion(context, { caller: by, resource, id, version });
    },
    async create(input) {
      const over = input.overTombstone ? 'tombstone' : 'nothing';
      const { value } = input;
      const id = 'id' in value && typeof value.id === 'string' ? value.id : undefined;
      const doubt = doubtResource(input.resource) ?? doubtKey(input.key);
      if (doubt) return doubt;
      const change: Change = { method: 'POST', id, value, form: { kind: 'create', over } };
      return save({ context, command: await toSave(input, change) });
    },
    async update(input) {
      const { id, token } = input;
      const carried: Carried = { kind: 'carried', tokens: [token] };
      const change: Change =
        'patch' in input
          ? { method: 'PATCH', id, value: input.patch, form: { kind: 'patch', carried } }
          : { method: 'PUT', id, value: input.value, form: { kind: 'replace', carried } };
      const doubt = doubtResource(input.resource) ?? doubtKey(input.key);
      return doubt ?? save({ context, command: await toSave(input, change) });
    },
    async remove(input) {
      const { id, token } = input;
      const doubt = doubtResource(input.resource) ?? doubtKey(input.key) ?? refuseId(id);
      if (doubt) return doubt;
      const command = await toCommand(input, { method: 'DELETE', id, text: '' });
      return remove({ context, command: { ...command, intent: { kind: 'remove', tokens: [token] } } });
    },
    async restore(input) {
      const { id, token } = input;
      const doubt = doubtResource(input.resource) ?? doubtKey(input.key) ?? refuseId(id);
      if (doubt) return doubt;
      const command = await toCommand(input, { method: 'POST', id, text: '' });
      return save({ context, command: { ...command, intent: { kind: 'restore', tokens: [token] } } });
    },
  };
}

interface Change {
  readonly method: string;
  readonly id: string | undefined;
  readonly value: object;
  readonly form: SaveInput['form'];
}

async function toSave(
  input: WriteInput & { readonly overwrites?: readonly string[] },
  { method, id, value, form }: Change,
): Promise<WriteCommand<SaveIntent>> {
  const text = JSON.stringify(value);
  const json = readJson(text);
  const intent = isRefusal(json) ? json : readSaveIntent({ id, json, form });
  return { ...(await toCommand(input, { method, id, text })), intent };
}

async function toCommand(
  input: WriteInput & { readonly overwrites?: readonly string[] },
  { method, id, text }: { readonly method: string; readonly id: string | undefined; readonly text: string },
): Promise<Omit<WriteCommand, 'intent'>> {
  const { resource, by, key, overwrites } = input;
  const hash = await hashRequest({ method, resource, id, body: new TextEncoder().encode(text) });
  const request = key === undefined ? undefined : { key, hash };
  return { caller: by, resource, id, request, overwrites, mayRead: async () => true };
}

function doubtKey(key: string | undefined): Refusal | undefined {
  return key === undefined || isIdempotencyKey(key)
    ? undefined
    : refuse('malformed-key', 'An idempotency key has 1 to 128 visible ASCII characters without quotes.');
}
