import { kindOfWrite } from '../hooks.js';
import type { WriteCommand } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { isRefusal, refuse, type Refusal, type Removed, type Saved } from '../outcome.js';
import {
  isOutcomeUnknownError,
  type KnownRequest,
  type RecordRef,
  type StoredVersion,
  type Write,
  type WriteResult,
  type WriteStep,
} from '../store.js';
import { forgetOld } from './forget.js';
import { isSameRequest, keyReused, keyToStore, once } from './idempotency.js';
import { plan, refuseLoser, type Plan, type PlanInput, type WriteJob } from './plan.js';
import { serve } from './serve.js';

/** How often a write that needs no token, or makes no version, is planned anew because somebody else was faster. */
export const mostTries = 20;

/** Carries one write out, once for an idempotency key. */
export async function write(job: WriteJob): Promise<Saved | Removed | Refusal> {
  const done = await once(job, {
    act: () => act(job),
    replay: (known) => replay(job, known),
  });
  tell(job, done);
  return done;
}

async function act(job: WriteJob): Promise<Saved | Removed | Refusal> {
  const { context, command } = job;
  const { intent } = command;
  if (isRefusal(intent)) return intent;
  const id = command.id ?? context.newId();
  const ref = refOf(command, id);
  // What nobody named before is not there.
  const read = () => (command.id === undefined ? Promise.resolve(undefined) : context.store.read(ref));
  for (let attempt = 1; ; attempt++) {
    const input: PlanInput = { ...job, intent, ref, current: await read() };
    const planned = await plan(input);
    if (isRefusal(planned)) return planned;
    const result = await store(job, toWrite(job, planned));
    if (result.kind !== 'refused') return settle(input, { plan: planned, result });
    if (attempt === mostTries || !mayTryAgain(command, planned)) return lose(input, planned);
  }
}

/** Nobody has proved a version, or the version stays the same while the content changes: then the newest is as good as the one before. */
export function mayTryAgain({ intent }: WriteCommand, { step }: Plan): boolean {
  const isUnchecked = 'proof' in intent && intent.proof.kind === 'unchecked';
  return isUnchecked || (step.kind === 'update' && step.next === step.before.version);
}

/** Says what came of a write that the store has taken or refused. */
export async function settle(
  input: Omit<PlanInput, 'intent'>,
  { plan: planned, result }: { readonly plan: Plan; readonly result: WriteResult },
): Promise<Saved | Removed | Refusal> {
  const record = { resource: input.ref.resource, id: input.ref.id };
  switch (result.kind) {
    case 'written':
      return done(input, { made: result.made, step: planned.step.kind });
    case 'known':
      return replay(input, result.request);
    case 'refused':
      return lose(input, planned);
    case 'invalid':
      return refuse('invalid', 'The record is not valid, so it was not saved.', {
        record,
        errors: result.errors,
      });
    case 'locked':
      return refuse(result.isLost ? 'lock-lost' : 'locked', lockDetails[result.isLost ? 'lost' : 'held'], {
        record,
        lock: result.lock,
      });
  }
}

const lockDetails = {
  held: 'Somebody else is editing the record and has locked it, so it was not saved. Wait, or ask them.',
  lost: 'Your lock on the record has run out or was taken over, so nothing was saved. Save again without it: the version is checked.',
};

async function lose(input: Omit<PlanInput, 'intent'>, planned: Plan): Promise<Refusal> {
  return refuseLoser({ ...input, current: await input.context.store.read(input.ref) }, planned);
}

/** Gives what a request made that was carried out before. */
export async function replay(job: WriteJob, known: KnownRequest): Promise<Saved | Removed | Refusal> {
  if (!isSameRequest(job.command, known)) return keyReused();
  return { ...(await done(job, known)), isReplay: true };
}

async function done(
  { context, command }: WriteJob,
  { made, step }: { readonly made: StoredVersion; readonly step: WriteStep['kind'] },
): Promise<Saved | Removed> {
  if (made.isDeleted) return { kind: 'removed', id: made.id, version: made.version, isReplay: false };
  const record = await serve(made, { context, resource: command.resource, caller: command.caller });
  return {
    kind: 'saved',
    record,
    isNew: step === 'create',
    isUnchanged: step === 'keep',
    isReplay: false,
    step,
  };
}

/** Makes what the store is asked for. */
export function toWrite({ context, command }: WriteJob, { id, step, paths }: Plan): Write {
  const { caller, fence } = command;
  const isUnchecked =
    !isRefusal(command.intent) && 'proof' in command.intent && command.intent.proof.kind === 'unchecked';
  return {
    ref: refOf(command, id),
    step,
    paths,
    by: { id: caller.id, name: caller.name },
    at: new Date(context.now()).toISOString(),
    keepsHistory: resourceOf(context, command.resource).history !== false,
    ...(resourceOf(context, command.resource).locks === false || isUnchecked
      ? {}
      : { holder: { id: caller.id, tab: caller.tab ?? '', ...(fence !== undefined && { fence }) } }),
    ...keyToStore(command),
  };
}

async function store({ context }: WriteJob, wanted: Write): Promise<WriteResult> {
  forgetOld(context);
  return context.store.write(wanted).catch(async (error: unknown): Promise<WriteResult> => {
    const request = isOutcomeUnknownError(error) ? wanted.request : undefined;
    // It may be stored after all; that it isn't found says nothing, since it may still be on its way.
    const known =
      request &&
      (await context.store.recall(request, { keys: [request.key] }).catch(() => undefined))?.get(request.key);
    if (!known) throw error;
    return { kind: 'known', request: known };
  });
}

/** Names the record that a write is about. */
export function refOf({ caller, resource }: WriteCommand, id: string): RecordRef {
  return { tenant: caller.tenant ?? '', resource, id };
}

/** Tells the server's own code and the log of what was done. */
export function tell({ context, command }: WriteJob, outcome: Saved | Removed | Refusal): void {
  const { hooks, log } = context;
  const { resource, caller: by, intent } = command;
  if (outcome.kind === 'refused') {
    if (!conflicts.has(outcome.reason)) return;
    const id = outcome.record?.id ?? command.id ?? '';
    const version = outcome.current?.change.version ?? outcome.tombstone?.change.version;
    return safely(context, () => hooks.onConflict?.({ resource, id, reason: outcome.reason, by, version }));
  }
  const isRemoval = outcome.kind === 'removed';
  const id = isRemoval ? outcome.id : String(outcome.record.value.id);
  const version = isRemoval ? outcome.version : outcome.record.change.version;
  const isUnchecked = !isRefusal(intent) && 'proof' in intent && intent.proof.kind === 'unchecked';
  const overwrites = command.overwrites ?? [];
  const { isReplay } = outcome;
  if (command.overwrites && !isReplay)
    log({ event: 'overwritten', resource, id, by: by.id, versions: overwrites });
  if (isUnchecked && !isReplay) log({ event: 'unchecked', resource, id, by: by.id, version });
  const kind = isRemoval ? 'deleted' : kindOfWrite(outcome.step);
  safely(context, () =>
    hooks.onWrite?.({ resource, id, version, kind, by, isReplay, overwrites, isUnchecked }),
  );
}

const conflicts: ReadonlySet<string> = new Set([
  'version-conflict',
  'record-deleted',
  'already-exists',
  'not-deleted',
  'locked',
  'lock-lost',
]);

/** Runs a hook, whose failure is the server's own affair. */
function safely({ log }: Context, run: () => void | Promise<void> | undefined): void {
  Promise.resolve()
    .then(run)
    .catch((cause: unknown) => log({ event: 'hook-failed', cause }));
}
