import { batch } from '../actions/batch.js';
import { batchLimits, readBatch } from '../actions/readBatch.js';
import { history, pastVersion } from '../actions/history.js';
import { importRecords, type ImportResult } from '../actions/importRecords.js';
import { refuseId } from '../actions/intent.js';
import { purge } from '../actions/purge.js';
import { get, list } from '../actions/read.js';
import { write } from '../actions/write.js';
import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { readLimit, readListQuery } from '../query/readListQuery.js';
import { isVersionNumber } from '../versionNumber.js';
import { readJson } from '../json/readJson.js';
import {
  isRefusal,
  refuse,
  type BatchDone,
  type Found,
  type History,
  type Page,
  type PastVersion,
  type Refusal,
  type Removed,
  type Saved,
} from '../outcome.js';
import { doubtKey, isWithin, noBypass, toCommand, toSave, type Bypass, type Change } from './command.js';
import type {
  BatchInput,
  CreateInput,
  GetInput,
  HistoryInput,
  ImportInput,
  ListInput,
  RemoveInput,
  RestoreInput,
  Scope,
  UpdateInput,
} from './inputs.js';

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
  /** Checks and writes many records in one transaction. */
  batch(input: BatchInput): Promise<BatchDone | Refusal>;
  /** Takes records over from elsewhere, each on its own; what became of each, in their order. */
  importRecords(input: ImportInput): Promise<readonly ImportResult[]>;
  /** Erases a record and its past for good. What is left is that it was deleted, so that no old token fits anything that comes after. */
  purge(input: GetInput & { readonly by: Caller }): Promise<Removed | Refusal>;
  /**
   * Hands out a checker that asks for no token within the scope: what is there is overwritten, and that is noted in the log. It is a
   * checker of its own, so nothing has to be switched back on.
   */
  withoutChecks<T>(scope: Scope, act: (unchecked: UncheckedChecker) => T): T;
  /** Hands out a checker whose updates within the scope are checked as ever, but make no version: nobody's form goes stale. */
  withoutIncrement<T>(scope: Scope, act: (checker: DirectChecker) => T): T;
}

type Untokened<Input> = Input extends unknown
  ? Omit<Input, 'token'> & Partial<Pick<Input & { token: unknown }, 'token'>>
  : never;

/** A checker that asks for no token within its scope. */
export interface UncheckedChecker extends Omit<DirectChecker, 'update' | 'remove' | 'restore'> {
  update(input: Untokened<UpdateInput>): Promise<Saved | Refusal>;
  remove(input: Untokened<RemoveInput>): Promise<Removed | Refusal>;
  restore(input: Untokened<RestoreInput>): Promise<Saved | Refusal>;
}

const nobody: Caller = { id: '', name: '' };

/** Makes the checked functions for a server's own code. Nobody's permission is asked. */
export function createDirectChecker(
  context: Context,
  bypass: Bypass = noBypass,
): DirectChecker & UncheckedChecker {
  const doubtResource = (resource: string) =>
    context.resources.has(resource) ? undefined : refuse('not-found', `There is no resource "${resource}".`);
  const doubt = ({ resource, id }: GetInput) => doubtResource(resource) ?? refuseId(id);

  async function save(input: Parameters<typeof toSave>[0], change: Change): Promise<Saved | Refusal> {
    const refusal = doubtResource(input.resource) ?? doubtKey(input.key);
    if (refusal) return refusal;
    const done = await write({ context, command: await toSave(input, change, bypass) });
    return done.kind === 'removed' ? refuse('internal', 'A save can not delete.') : done;
  }

  return {
    async get({ resource, id, by = nobody }) {
      return doubt({ resource, id }) ?? get(context, { caller: by, resource, id });
    },
    async list({ resource, where, sort, after, limit, listToken, by = nobody }) {
      const query = new URLSearchParams({
        ...(where && { where: JSON.stringify(where) }),
        ...(sort && { sort: sort.join(',') }),
        ...(after !== undefined && { after }),
        ...(limit !== undefined && { limit: String(limit) }),
        ...(listToken && { listToken: '1' }),
      });
      const request = doubtResource(resource) ?? readListQuery(resource, query);
      return isRefusal(request) ? request : list(context, { caller: by, request });
    },
    async history({ resource, id, limit: most, by = nobody }) {
      const limit = readLimit(most === undefined ? null : String(most));
      const refusal = doubt({ resource, id });
      if (refusal) return refusal;
      return isRefusal(limit) ? limit : history(context, { caller: by, resource, id, limit });
    },
    async pastVersion({ resource, id, version, by = nobody }) {
      const refusal = doubt({ resource, id });
      if (refusal) return refusal;
      if (!isVersionNumber(version)) return refuse('not-found', 'A version is a number in decimal.');
      return pastVersion(context, { caller: by, resource, id, version });
    },
    create(input) {
      const { value } = input;
      const id = 'id' in value && typeof value.id === 'string' ? value.id : undefined;
      return save(input, { kind: 'create', id, value, over: input.overTombstone ? 'tombstone' : 'nothing' });
    },
    update(input) {
      const { id } = input;
      return 'patch' in input
        ? save(input, { kind: 'patch', id, value: input.patch })
        : save(input, { kind: 'replace', id, value: input.value });
    },
    async remove(input) {
      const refusal = doubt(input) ?? doubtKey(input.key);
      if (refusal) return refusal;
      const done = await write({
        context,
        command: await toCommand(input, { kind: 'remove', method: 'DELETE' }, bypass),
      });
      return done.kind === 'saved' ? refuse('internal', 'A deletion can not save.') : done;
    },
    async restore(input) {
      const refusal = doubt(input) ?? doubtKey(input.key);
      if (refusal) return refusal;
      const done = await write({
        context,
        command: await toCommand(input, { kind: 'restore', method: 'POST' }, bypass),
      });
      return done.kind === 'removed' ? refuse('internal', 'A restoration can not delete.') : done;
    },
    async batch({ resource, by, key, policy = 'silent', operations }) {
      const refusal = doubtResource(resource) ?? doubtKey(key);
      const json =
        refusal ?? readJson(JSON.stringify({ policy, operations: toWire(operations) }), batchLimits);
      if (isRefusal(json)) return json;
      const command = await readBatch(context, json, {
        caller: by,
        resource,
        key,
        mayRead: async () => true,
        permit: async () => undefined,
        isUnchecked: (id) => isWithin(bypass.unchecked, { resource, id }),
        isUncounted: (id) => isWithin(bypass.uncounted, { resource, id }),
      });
      return isRefusal(command) ? command : batch({ context, command });
    },
    async importRecords(input) {
      const refusal = doubtResource(input.resource) ?? doubtKey(input.key);
      if (refusal) return input.records.map(({ id }) => ({ id, outcome: refusal }));
      return importRecords(context, input, bypass);
    },
    async purge({ resource, id, by }) {
      return doubt({ resource, id }) ?? purge(context, { caller: by, resource, id });
    },
    withoutChecks: (scope, act) =>
      act(createDirectChecker(context, { ...bypass, unchecked: [...bypass.unchecked, scope] })),
    withoutIncrement(scope, act) {
      if (context.resources.get(scope.resource)?.allowsUncounted !== true) {
        throw new TypeError(
          `Records of "${scope.resource}" may not change without a version: a save that read them before would overwrite it unseen. Set allowsUncounted for the resource.`,
        );
      }
      return act(createDirectChecker(context, { ...bypass, uncounted: [...bypass.uncounted, scope] }));
    },
  };
}

/** Says a batch in the words of the wire, whose reader then checks it. */
function toWire(operations: BatchInput['operations']): unknown {
  if (!Array.isArray(operations)) {
    const { listToken, ...selection } = operations as Exclude<BatchInput['operations'], readonly unknown[]>;
    return listToken === 'unchecked' ? { ...selection, unchecked: true } : { ...selection, listToken };
  }
  return operations.map((operation) =>
    'token' in operation ? { ...operation, token: undefined, _version: operation.token } : operation,
  );
}
