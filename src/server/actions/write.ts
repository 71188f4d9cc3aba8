import { isUnchecked, type WriteCommand } from '../command.js';
import { resourceOf } from '../context.js';
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
import { refOfPlace } from './recordPlace.js';
import { serve } from './serve.js';
import { tell } from './tell.js';

/** How often a write that needs no token, or makes no version, is planned anew because somebody else was faster. */
export const mostTries = 20;

/** Carries one write out, once for an idempotency key, and tells of it. */
export async function write(job: WriteJob): Promise<Saved | Removed | Refusal> {
  const done = await writeOnce(job);
  tell(job, done);
  return done;
}

/** Carries one write out, once for an idempotency key. */
export function writeOnce(job: WriteJob): Promise<Saved | Removed | Refusal> {
  return once(job, {
    act: () => act(job),
    replay: (known) => replay(job, known),
  });
}

async function act(job: WriteJob): Promise<Saved | Removed | Refusal> {
  const { context, command } = job;
  const { intent } = command;
  if (isRefusal(intent)) return intent;
  const id = command.id ?? context.newId();
  const ref = refOf(command, id);
  // What nobody named before is not there.
  const read = () => (command.id === undefined ? Promise.resolve(undefined) : context.store.read(ref));
  const early = await actOnRecent(job, ref);
  if (early) return early;
  for (let attempt = 1; ; attempt++) {
    const input: PlanInput = { context, command, intent, ref, current: await read() };
    const planned = await plan(input);
    if (isRefusal(planned)) return planned;
    const result = await store(job, toWrite(job, planned));
    if (result.kind !== 'refused') return keepRecent(input, { plan: planned, result });
    if (attempt === mostTries || !mayTryAgain(job, planned)) return lose(input, planned);
  }
}

/**
 * Changes a record that this process has handed out a moment ago, without reading it first. Only what is still exactly that is
 * written over; whatever else comes of it is found out by reading.
 */
async function actOnRecent(job: WriteJob, ref: RecordRef): Promise<Saved | Removed | Refusal | undefined> {
  const { context, command } = job;
  const { intent } = command;
  if (isRefusal(intent) || (intent.kind !== 'patch' && intent.kind !== 'replace')) return undefined;
  const token = intent.proof.kind === 'carried' ? intent.proof.tokens[0] : undefined;
  const current = token === undefined ? undefined : context.recent.find(ref, token);
  if (token === undefined || current === undefined) return undefined;
  // Whatever comes of it, the application's validator has had it in its hands.
  context.recent.drop(token);
  const input: PlanInput = { context, command, intent, ref, current };
  const planned = await plan(input);
  if (isRefusal(planned) || planned.step.kind !== 'update') return undefined;
  const result = await store(job, toWrite({ context, command, comparesContent: 'spelling' }, planned));
  return result.kind === 'refused' ? undefined : keepRecent(input, { plan: planned, result });
}

async function keepRecent(...[input, end]: Parameters<typeof settle>): Promise<Saved | Removed | Refusal> {
  const { context, ref } = input;
  const done = await settle(input, end);
  if (done.kind !== 'saved' || end.result.kind !== 'written') return done;
  if (resourceOf(context, ref.resource).isCovered)
    context.recent.keep(ref, done.record.token, end.result.made);
  return done;
}

/** Nobody has proved a version, or the content may change while the version stays the same: then the newest is as good as the one before. */
export function mayTryAgain({ context, command }: WriteJob, { step }: Plan): boolean {
  const { isCovered } = resourceOf(context, command.resource);
  return isUnchecked(command) || (step.kind === 'update' && !isCovered);
}

/** Says what came of a write that the store has taken or refused. */
export function settle(
  input: Omit<PlanInput, 'intent'>,
  { plan: planned, result }: { readonly plan: Plan; readonly result: WriteResult },
): Promise<Saved | Removed | Refusal> | Refusal {
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
export function toWrite(
  { context, command, comparesContent }: WriteJob & Pick<Write, 'comparesContent'>,
  { id, step, paths }: Plan,
): Write {
  const { caller, fence } = command;
  const { history, locks, isCovered } = resourceOf(context, command.resource);
  const mindsLocks = locks !== false && command.ignoresLocks !== true;
  return {
    ref: refOf(command, id),
    step,
    paths,
    by: { id: caller.id, name: caller.name },
    at: new Date(context.now()).toISOString(),
    keepsHistory: history !== false,
    comparesContent: !isCovered && step.kind === 'update' ? 'value' : comparesContent,
    holder: mindsLocks ? { id: caller.id, tab: caller.tab ?? '', fence } : undefined,
    request: keyToStore(command),
  };
}

async function store({ context }: WriteJob, wanted: Write): Promise<WriteResult> {
  forgetOld(context);
  return context.store.write(wanted).catch(async (error: unknown): Promise<WriteResult> => {
    const isUnknown = isOutcomeUnknownError(error);
    const request = isUnknown ? wanted.request : undefined;
    // It may be stored, so whoever follows had better look.
    if (isUnknown) context.feed.publish({ kind: 'changed', ...wanted.ref, version: null, by: wanted.by });
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
  return refOfPlace({ caller, resource, id });
}
