import type { RemoveIntent, SaveIntent, WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, type Refusal } from '../outcome.js';
import {
  isOutcomeUnknownError,
  type RecordRef,
  type StoredVersion,
  type Write,
  type WriteResult,
  type WriteStep,
} from '../store.js';
import { checkTokens } from './check.js';
import { refuseLiving, refuseMet, showCurrent } from './conflict.js';
import { keyToStore } from './idempotency.js';
import { subjectOf } from './serve.js';

/** A write that is being carried out. */
export interface WriteJob<Intent extends SaveIntent | RemoveIntent = SaveIntent | RemoveIntent> {
  readonly context: Context;
  readonly command: WriteCommand<Intent>;
}

/** Names the record that a write is about. */
export function refOf({ command }: WriteJob, id: string): RecordRef {
  return { tenant: command.caller.tenant ?? '', resource: command.resource, id };
}

/**
 * Reads the record, or what a deletion left of it, at a version that the caller has proved to have read. Whether it is still current when
 * the write comes, the store decides.
 */
export async function readProved(
  job: WriteJob,
  tokens: readonly string[],
  wanted: 'living' | 'deleted' = 'living',
): Promise<StoredVersion | Refusal> {
  const { context, command } = job;
  const ref = refOf(job, command.id ?? '');
  const subject = { ...subjectOf(context, command.caller), resource: ref.resource, id: ref.id };
  const proved = await checkTokens(tokens, { signer: context.signer, subject });
  if (isRefusal(proved) && proved.reason === 'token-malformed') return proved;
  const current = await context.store.read(ref);
  if (isRefusal(proved)) return { ...proved, ...(await showCurrent({ context, command, ref, current })) };
  const isWanted = current?.isDeleted === (wanted === 'deleted');
  if (current && isWanted && proved.versions.includes(current.version)) return current;
  const met = { context, command, ref, current };
  if (wanted === 'deleted' && current?.isDeleted === false) return refuseLiving(met);
  return refuseMet(met, proved.versions[0] ?? '0');
}

/** Refuses a write because somebody was faster between the read and the write. */
export async function refuseLoser(job: WriteJob, before: StoredVersion): Promise<Refusal> {
  const ref = refOf(job, before.id);
  const met = { ...job, ref, current: await job.context.store.read(ref) };
  return before.isDeleted && met.current?.isDeleted === false
    ? refuseLiving(met)
    : refuseMet(met, before.version);
}

/** Has the store check and write in one. */
export async function write(
  job: WriteJob,
  { id, step, paths }: { readonly id: string; readonly step: WriteStep; readonly paths: readonly string[] },
): Promise<WriteResult> {
  const { store, now, log } = job.context;
  const { caller, overwrites, resource } = job.command;
  const wanted: Write = {
    ref: refOf(job, id),
    step,
    paths,
    by: { id: caller.id, name: caller.name },
    at: new Date(now()).toISOString(),
    ...keyToStore(job.command, now()),
  };
  const result = await store.write(wanted).catch(async (error: unknown): Promise<WriteResult> => {
    const request = isOutcomeUnknownError(error) ? wanted.request : undefined;
    // It may be stored after all; that it isn't found says nothing, since it may still be on its way.
    const known = request && (await store.recall(request).catch(() => undefined));
    if (!known) throw error;
    return { kind: 'known', request: known };
  });
  if (result.kind === 'written' && overwrites) {
    log({ event: 'overwritten', resource, id, by: caller.id, versions: overwrites });
  }
  return result;
}
