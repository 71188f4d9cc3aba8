import { isUnchecked } from '../command.js';
import type { Context } from '../context.js';
import { publishWrite } from '../feed/publishWrite.js';
import type { Hooks, WriteEvent } from '../hooks.js';
import type { Refusal, Removed, Saved } from '../outcome.js';
import type { WriteJob } from './plan.js';

/** Tells the server's own code and the log what came of a write. */
export function tell(job: WriteJob, outcome: Saved | Removed | Refusal): void {
  if (outcome.kind === 'refused') tellRefusal(job, outcome);
  else tellWrite(job, outcome);
}

function tellWrite({ context, command }: WriteJob, outcome: Saved | Removed): void {
  const { resource, caller: by, overwrites } = command;
  const { isReplay } = outcome;
  const written =
    outcome.kind === 'removed'
      ? ({ id: outcome.id, version: outcome.version, kind: 'deleted' } as const)
      : {
          id: String(outcome.record.value.id),
          version: outcome.record.change.version,
          kind: kinds[outcome.step],
        };
  const { id, version } = written;
  if (overwrites && !isReplay)
    context.log({ event: 'overwritten', resource, id, by: by.id, versions: overwrites });
  if (isUnchecked(command) && !isReplay)
    context.log({ event: 'unchecked', resource, id, by: by.id, version });
  publishWrite(context.feed, { resource, by, isReplay, ...written });
  callHook(context, 'onWrite', {
    resource,
    by,
    isReplay,
    isForced: overwrites !== undefined,
    overwrites: overwrites ?? [],
    isUnchecked: isUnchecked(command),
    ...written,
  });
}

function tellRefusal({ context, command }: WriteJob, refusal: Refusal): void {
  const { resource, caller: by } = command;
  const { reason, record, current, tombstone } = refusal;
  const id = record?.id ?? command.id ?? '';
  logRefusedToken(context, { resource, id, reason });
  if (!conflicts.has(reason)) return;
  const version = current?.change.version ?? tombstone?.change.version;
  callHook(context, 'onConflict', { resource, id, reason, by, version });
}

/** Notes a token that was refused; that there was none is no finding. */
export function logRefusedToken(
  { log }: Context,
  refused: { readonly resource: string; readonly id: string; readonly reason: Refusal['reason'] },
): void {
  if (refused.reason.startsWith('token-') && refused.reason !== 'token-required')
    log({ event: 'token-refused', ...refused });
}

/** Calls a hook beside the answer; its failure is the server's own affair. */
export function callHook<Name extends keyof Hooks>(
  { hooks, log }: Context,
  name: Name,
  event: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  // A name and its event belong together, which is beyond what the type of a union can say.
  const hook = hooks[name] as ((event: unknown) => void | Promise<void>) | undefined;
  if (hook === undefined) return;
  Promise.resolve()
    .then(() => hook(event))
    .catch((cause: unknown) => log({ event: 'hook-failed', cause }));
}

const kinds: Readonly<Record<Saved['step'], WriteEvent['kind']>> = {
  create: 'created',
  update: 'updated',
  keep: 'unchanged',
  delete: 'deleted',
  restore: 'restored',
  purge: 'purged',
};

const conflicts: ReadonlySet<string> = new Set([
  'version-conflict',
  'record-deleted',
  'already-exists',
  'not-deleted',
  'locked',
  'lock-lost',
]);
