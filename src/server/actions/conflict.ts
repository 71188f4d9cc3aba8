import type { WriteCommand } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { refuse, type Refusal } from '../outcome.js';
import type { RecordRef, StoredVersion } from '../store.js';
import { conflictDetails } from './conflictDetails.js';
import { serve } from './serve.js';

const mostChanges = 100;

/** What a refused write met. */
export interface Met {
  readonly context: Context;
  readonly command: WriteCommand;
  readonly ref: RecordRef;
  /** What is stored now. */
  readonly current: StoredVersion | undefined;
}

/** Refuses a write because of what is stored now: missing, deleted, or at another version than `readVersion`. */
export async function refuseMet(met: Met, readVersion: string): Promise<Refusal> {
  const { current, ref } = met;
  const record = { resource: ref.resource, id: ref.id };
  if (current === undefined) return refuse('not-found', conflictDetails['not-found'], { record });
  return current.isDeleted ? refuseDeleted(met, current) : refuseStale(met, { current, readVersion });
}

/** Refuses what wants a record that has been deleted. */
export async function refuseDeleted(
  {
    context,
    command,
    ref,
  }: Pick<Met, 'context' | 'ref'> & { readonly command: Pick<WriteCommand, 'caller' | 'mayRead'> },
  current: StoredVersion,
): Promise<Refusal> {
  const record = { resource: ref.resource, id: ref.id };
  const { value, token, change } = await serve(current, {
    context,
    resource: ref.resource,
    caller: command.caller,
  });
  const last = (await command.mayRead(ref.id)) ? { last: value } : {};
  return refuse('record-deleted', conflictDetails['record-deleted'], {
    record,
    tombstone: { token, change, ...last },
  });
}

/** Refuses to bring back what is there. */
export async function refuseLiving(met: Met): Promise<Refusal> {
  const detail =
    'The record is not deleted, so there is nothing to bring back. Somebody may have done it already.';
  return refuse('not-deleted', detail, await showCurrent(met));
}

/** Refuses a write whose token is not of the current version, with what is needed to merge. */
async function refuseStale(
  met: Met,
  { current, readVersion }: { readonly current: StoredVersion; readonly readVersion: string },
): Promise<Refusal> {
  const { context, ref } = met;
  const base = await context.store.readVersion(ref, readVersion);
  if (base === undefined && isAhead(met, { current, readVersion })) {
    const { resource, id } = ref;
    context.log({ event: 'token-ahead', resource, id, version: current.version, tokenVersion: readVersion });
  }
  const refusal = refuse('version-conflict', conflictDetails['version-conflict']);
  const shown = await showCurrent(met);
  if (shown.current === null) return { ...refusal, ...shown };
  const changes = await context.store.history(ref, { after: readVersion, limit: mostChanges });
  return { ...refusal, ...shown, changes, ...(base && !base.isDeleted ? { base: base.value } : {}) };
}

/** A version that was handed out is missing: a backup was restored. A hash of the content says nothing about what came first. */
function isAhead(
  { context, ref }: Met,
  { current, readVersion }: { readonly current: StoredVersion; readonly readVersion: string },
): boolean {
  const { strategy } = resourceOf(context, ref.resource);
  return strategy.kind !== 'contentHash' && BigInt(readVersion) > BigInt(current.version);
}

/** Shows what a read by this caller would give now. */
export async function showCurrent({
  context,
  command,
  ref,
  current,
}: Met): Promise<Pick<Refusal, 'record' | 'current'>> {
  const record = { resource: ref.resource, id: ref.id };
  const isVisible = current !== undefined && !current.isDeleted && (await command.mayRead(ref.id));
  if (!isVisible) return { record, current: null };
  return {
    record,
    current: await serve(current, { context, resource: ref.resource, caller: command.caller }),
  };
}
