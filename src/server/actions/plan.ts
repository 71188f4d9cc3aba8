import { applyMergePatch, isEqual, type JsonObject } from '../../core/index.js';
import type { Intent, Proof, WriteCommand } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { changedPaths } from '../json/changedPaths.js';
import { jsonOf } from '../json/jsonOf.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { RecordRef, StoredVersion, WriteStep } from '../store.js';
import { refuseLiving, refuseMet, showCurrent } from './conflict.js';
import { hashContent } from '../strategies/contentHash.js';
import { fulfils } from '../query/compare.js';
import { doubtLength } from './doubtLength.js';
import { checkTokens } from './proof.js';
import { readMade } from './readMade.js';
import { subjectOf } from './serve.js';

/** A write that is being carried out. */
export interface WriteJob {
  readonly context: Context;
  readonly command: WriteCommand;
}

/** What the store is to do, on condition that nothing has changed since it was planned. */
export interface Plan {
  readonly id: string;
  readonly step: WriteStep;
  readonly paths: readonly string[];
}

/** A write with what is stored now; read by the caller, one or many at a time. */
export interface PlanInput<Kind extends Intent['kind'] = Intent['kind']> extends WriteJob {
  readonly intent: Intent & { readonly kind: Kind };
  readonly ref: RecordRef;
  readonly current: StoredVersion | undefined;
}

/** Finds out what a write comes to: checks what it proves, makes the new value, asks whether it may be and makes its version. */
export function plan(input: PlanInput): Promise<Plan | Refusal> {
  const { intent } = input;
  switch (intent.kind) {
    case 'create':
      return planCreation({ ...input, intent });
    case 'patch':
    case 'replace':
    case 'action':
      return planChange({ ...input, intent });
    case 'restore':
      return planRestoration({ ...input, intent });
    case 'remove':
      return planRemoval({ ...input, intent });
  }
}

async function planRemoval(input: PlanInput<'remove'>): Promise<Plan | Refusal> {
  const before = await prove(input, input.intent.proof);
  return isRefusal(before) ? before : planDeletion(input, before);
}

async function planCreation(input: PlanInput<'create'>): Promise<Plan | Refusal> {
  const { context, intent, ref, current } = input;
  if (current && !(current.isDeleted && intent.over === 'tombstone')) return refuseTaken(input);
  const value = { id: ref.id, ...intent.value };
  const paths = changedPaths({}, value);
  const doubt = await doubtChange(input, { value, before: undefined, paths });
  if (doubt) return doubt;
  const json = JSON.stringify(value);
  const excess = doubtLength(ref, { json, mostBytes: context.limits.bodyBytes });
  if (excess) return excess;
  const next = await versionOf(input, { before: current, value });
  return {
    id: ref.id,
    step: { kind: 'create', next, value, json, ...(current && { before: current }) },
    paths,
  };
}

async function planChange(input: PlanInput<'patch' | 'replace' | 'action'>): Promise<Plan | Refusal> {
  const { context, intent, ref, command } = input;
  const before = await prove(input, intent.proof);
  if (isRefusal(before)) return before;
  const value = await changeValue(input, before);
  if (value === null) return planDeletion(input, before);
  if (isRefusal(value)) return value;
  const paths = changedPaths(before.value, value);
  const doubt = await doubtChange(input, { value, before: before.value, paths });
  if (doubt) return doubt;
  if (paths.length === 0) return { id: ref.id, step: { kind: 'keep', before }, paths };
  const json = JSON.stringify(value);
  const excess = doubtLength(ref, { json, mostBytes: context.limits.bodyBytes });
  if (excess) return excess;
  const next = command.withoutIncrement ? before.version : await versionOf(input, { before, value });
  return { id: ref.id, step: { kind: 'update', before, next, value, json }, paths };
}

async function planRestoration(input: PlanInput<'restore'>): Promise<Plan | Refusal> {
  const before = await prove(input, input.intent.proof, 'deleted');
  if (isRefusal(before)) return before;
  const { value } = before;
  const doubt =
    (await doubtChange(input, { value, before: undefined, paths: [''] })) ??
    doubtLength(input.ref, { json: jsonOf(before), mostBytes: input.context.limits.bodyBytes });
  if (doubt) return doubt;
  return {
    id: before.id,
    step: { kind: 'restore', before, next: await versionOf(input, { before, value }) },
    paths: [''],
  };
}

async function planDeletion(input: PlanInput, before: StoredVersion): Promise<Plan | Refusal> {
  const paths = [''];
  const doubt = await doubtFields(input, paths);
  if (doubt) return doubt;
  const next = await versionOf(input, { before, value: before.value, isDeleted: true });
  return { id: before.id, step: { kind: 'delete', before, next }, paths };
}

/**
 * Gives what is stored now if the write has proved to have read it. Whether it still is when the write comes, the store decides.
 */
async function prove(
  input: PlanInput,
  proof: Proof,
  wanted: 'living' | 'deleted' = 'living',
): Promise<StoredVersion | Refusal> {
  const { context, command, ref, current } = input;
  const isWanted = current?.isDeleted === (wanted === 'deleted');
  if (proof.kind === 'unchecked') {
    if (!current || !isWanted) return refuseState(input, wanted, '0');
    const isChosen = proof.where?.every((condition) => fulfils(current.value, condition)) ?? true;
    return isChosen ? current : refuseMet(input, '0');
  }
  const subject = { resource: ref.resource, id: ref.id, ...subjectOf(context, command.caller) };
  const proved =
    proof.kind === 'proved' ? proof : await checkTokens(proof.tokens, { signer: context.signer, subject });
  if (isRefusal(proved))
    return proved.reason === 'token-malformed' ? proved : { ...proved, ...(await showCurrent(input)) };
  const { versions } = proved;
  if (current && isWanted && (versions.includes(current.version) || (await isSameContent(input, versions))))
    return current;
  return refuseState(input, wanted, versions[0] ?? '0');
}

/**
 * A hash of the content is a version wherever it was made, so that a form which was opened before another strategy was chosen still
 * saves. Where the content is the version, a version of another strategy counts that had the same content.
 */
async function isSameContent(
  { context, ref, current }: PlanInput,
  versions: readonly string[],
): Promise<boolean> {
  if (current === undefined) return false;
  if (!current.isDeleted && versions.includes(await hashContent(current.value))) return true;
  if (resourceOf(context, ref.resource).strategy.kind !== 'contentHash') return false;
  const past = await Promise.all(versions.map((version) => context.store.readVersion(ref, version)));
  return past.some(
    (stored) => stored?.isDeleted === current.isDeleted && isEqual(stored.value, current.value),
  );
}

function refuseState(input: PlanInput, wanted: 'living' | 'deleted', readVersion: string): Promise<Refusal> {
  const isLiving = input.current?.isDeleted === false;
  return wanted === 'deleted' && isLiving ? refuseLiving(input) : refuseMet(input, readVersion);
}

/** Refuses what lost against somebody else between the plan and the write. */
export async function refuseLoser(input: Omit<PlanInput, 'intent'>, { step }: Plan): Promise<Refusal> {
  if (step.kind === 'create') return refuseTaken(input);
  const isLiving = input.current?.isDeleted === false;
  return step.kind === 'restore' && isLiving ? refuseLiving(input) : refuseMet(input, step.before.version);
}

async function refuseTaken(input: Omit<PlanInput, 'intent'>): Promise<Refusal> {
  const detail =
    'A record with this id exists or existed, so it was not created again. Open it, or use another id.';
  return refuse('already-exists', detail, await showCurrent(input));
}

async function changeValue(
  { intent, command, context, ref }: PlanInput<'patch' | 'replace' | 'action'>,
  before: StoredVersion,
): Promise<JsonObject | null | Refusal> {
  switch (intent.kind) {
    case 'patch':
      // A merge patch that is an object makes an object, and out of JSON it makes JSON.
      return applyMergePatch(before.value, intent.patch) as JsonObject;
    case 'replace': {
      const { strategy } = resourceOf(context, ref.resource);
      // The token does not speak for these, so the copy that was read of them may be older than what is stored.
      const uncovered = Object.entries(before.value).filter(([field]) => !strategy.covers(field));
      const covered = Object.entries(intent.value).filter(([field]) => strategy.covers(field));
      return { id: before.id, ...Object.fromEntries([...covered, ...uncovered]) };
    }
    case 'action': {
      const info = { by: command.caller, input: intent.input };
      const made = await intent.act(structuredClone(before.value), info);
      return made === null ? null : readMade(made, { id: before.id, mostBytes: context.limits.bodyBytes });
    }
  }
}

async function doubtChange(
  input: PlanInput,
  {
    value,
    before,
    paths,
  }: {
    readonly value: JsonObject;
    readonly before: JsonObject | undefined;
    readonly paths: readonly string[];
  },
): Promise<Refusal | undefined> {
  const record = { resource: input.ref.resource, id: input.ref.id };
  const doubt = await doubtFields(input, paths);
  if (doubt) return doubt;
  const errors = await resourceOf(input.context, record.resource).validate(value, before);
  if (errors.length === 0) return undefined;
  return refuse('invalid', 'The record is not valid, so it was not saved.', { record, errors });
}

function doubtFields(
  { command, ref }: PlanInput,
  paths: readonly string[],
): Promise<Refusal | undefined> | undefined {
  return command.forbidden?.(ref.id, paths).then(refuseFields);
}

function refuseFields(forbidden: readonly string[] = []): Refusal | undefined {
  if (forbidden.length === 0) return undefined;
  const errors = forbidden.map((pointer) => ({ pointer, message: 'may not be changed by you' }));
  return refuse('forbidden', 'You may not change some of these fields, so nothing was saved.', { errors });
}

function versionOf(
  { context, ref }: PlanInput,
  change: {
    readonly before: StoredVersion | undefined;
    readonly value: JsonObject;
    readonly isDeleted?: boolean;
  },
): string | Promise<string> {
  return resourceOf(context, ref.resource).strategy.next({ isDeleted: false, ...change, now: context.now() });
}
