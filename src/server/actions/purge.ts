import type { Caller } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { publishWrite } from '../feed/publishWrite.js';
import { refuse, type Refusal, type Removed } from '../outcome.js';
import type { RecordRef } from '../store.js';
import { callHook } from './tell.js';
import { mostTries } from './write.js';

/** Erases a record, living or deleted, and its past. */
export async function purge(
  context: Context,
  { caller, resource, id }: { readonly caller: Caller; readonly resource: string; readonly id: string },
): Promise<Removed | Refusal> {
  const ref: RecordRef = { tenant: caller.tenant ?? '', resource, id };
  const { strategy } = resourceOf(context, resource);
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const before = await context.store.read(ref);
    if (before === undefined)
      return refuse('not-found', 'There is no such record.', { record: { resource, id } });
    const next = await strategy.next({ before, value: { id }, isDeleted: true, now: context.now() });
    const result = await context.store.write({
      ref,
      step: { kind: 'purge', before, next },
      paths: [''],
      by: { id: caller.id, name: caller.name },
      at: new Date(context.now()).toISOString(),
      keepsHistory: true,
    });
    if (result.kind === 'invalid')
      return refuse('invalid', 'The database does not let the record go, so it was not erased.', {
        record: { resource, id },
        errors: result.errors,
      });
    if (result.kind !== 'written') continue;
    const done: Removed = { kind: 'removed', id, version: result.made.version, isReplay: false };
    context.log({ event: 'purged', resource, id, by: caller.id });
    const written = {
      resource,
      id,
      version: done.version,
      kind: 'purged',
      by: caller,
      isReplay: false,
    } as const;
    publishWrite(context.feed, written);
    callHook(context, 'onWrite', {
      ...written,
      isForced: false,
      overwrites: [],
      isUnchecked: true,
    });
    return done;
  }
  return refuse('unavailable', 'Others kept changing the record, so it was not erased. Try again.');
}
