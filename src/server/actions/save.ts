import { applyMergePatch, isEqual, type JsonObject } from '../../core/index.js';
import type { SaveIntent } from '../command.js';
import { changedPaths } from '../json/changedPaths.js';
import { isRefusal, refuse, type Refusal, type Saved } from '../outcome.js';
import type { KnownRequest, StoredVersion, WriteStep } from '../store.js';
import { showCurrent } from './conflict.js';
import { isSameRequest, keyReused, once } from './idempotency.js';
import { serve } from './serve.js';
import { readProved, refOf, refuseLoser, write, type WriteJob } from './writeJob.js';

/** Carries a save out, once for an idempotency key. */
export function save(job: WriteJob<SaveIntent>): Promise<Saved | Refusal> {
  return once(job, {
    act(intent) {
      if (intent.kind === 'create') return create(job, intent);
      return intent.kind === 'restore' ? restore(job, intent) : change(job, intent);
    },
    replay: (known) => replay(job, known),
  });
}

async function create(
  job: WriteJob,
  intent: SaveIntent & { readonly kind: 'create' },
): Promise<Saved | Refusal> {
  const { context, command } = job;
  const id = command.id ?? context.newId();
  const value = { id, ...intent.value };
  const doubt = await doubtValue(job, { value, before: undefined });
  if (doubt) return doubt;
  const step: WriteStep = { kind: 'create', over: intent.over, value };
  const result = await write(job, { id, step, paths: changedPaths({}, value) });
  switch (result.kind) {
    case 'written':
      return saved(job, { made: result.made, step: step.kind });
    case 'known':
      return replay(job, result.request);
    case 'refused': {
      const ref = refOf(job, id);
      const shown = await showCurrent({ ...job, ref, current: await context.store.read(ref) });
      const detail =
        'A record with this id exists or existed, so it was not created again. Open it, or use another id.';
      return refuse('already-exists', detail, shown);
    }
  }
}

async function change(job: WriteJob, intent: ChangeIntent): Promise<Saved | Refusal> {
  const before = await readProved(job, intent.tokens);
  if (isRefusal(before)) return before;
  const { version } = before;
  const value = changeValue(before, intent);
  const doubt = await doubtValue(job, { value, before: before.value });
  if (doubt) return doubt;
  const step: WriteStep = isEqual(value, before.value)
    ? { kind: 'keep', version }
    : { kind: 'update', version, value };
  return writeOver(job, before, { step, paths: changedPaths(before.value, value) });
}

async function restore(
  job: WriteJob,
  { tokens }: SaveIntent & { readonly kind: 'restore' },
): Promise<Saved | Refusal> {
  const before = await readProved(job, tokens, 'deleted');
  if (isRefusal(before)) return before;
  const doubt = await doubtValue(job, { value: before.value, before: undefined });
  return doubt ?? writeOver(job, before, { step: { kind: 'restore', version: before.version }, paths: [''] });
}

async function writeOver(
  job: WriteJob,
  before: StoredVersion,
  { step, paths }: { readonly step: WriteStep; readonly paths: readonly string[] },
): Promise<Saved | Refusal> {
  const result = await write(job, { id: before.id, step, paths });
  switch (result.kind) {
    case 'written':
      return saved(job, { made: result.made, step: step.kind });
    case 'known':
      return replay(job, result.request);
    case 'refused':
      return refuseLoser(job, before);
  }
}

type ChangeIntent = SaveIntent & { readonly kind: 'patch' | 'replace' };

function changeValue(before: StoredVersion, intent: ChangeIntent): JsonObject {
  if (intent.kind === 'replace') return { id: before.id, ...intent.value };
  // A merge patch that is an object makes an object, and out of JSON it makes JSON.
  return applyMergePatch(before.value, intent.patch) as JsonObject;
}

async function doubtValue(
  { context, command }: WriteJob,
  { value, before }: { readonly value: JsonObject; readonly before: JsonObject | undefined },
): Promise<Refusal | undefined> {
  const { limits, resources } = context;
  const record = { resource: command.resource, id: String(value.id) };
  if (new TextEncoder().encode(JSON.stringify(value)).length > limits.bodyBytes) {
    return refuse(
      'too-large',
      `The record would have more than ${limits.bodyBytes} bytes. Store less in it.`,
      {
        record,
      },
    );
  }
  const errors = (await resources.get(command.resource)?.validate?.(value, before)) ?? [];
  if (errors.length === 0) return undefined;
  return refuse('invalid', 'The record is not valid, so it was not saved.', { record, errors });
}

async function replay(job: WriteJob, known: KnownRequest): Promise<Saved | Refusal> {
  if (!isSameRequest(job.command, known)) return keyReused();
  return { ...(await saved(job, known)), isReplay: true };
}

async function saved(
  { context, command }: WriteJob,
  { made, step }: Pick<KnownRequest, 'made' | 'step'>,
): Promise<Saved> {
  const record = await serve(made, { context, resource: command.resource, caller: command.caller });
  return { kind: 'saved', record, isNew: step === 'create', isUnchanged: step === 'keep', isReplay: false };
}
