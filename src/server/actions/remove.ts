import type { RemoveIntent } from '../command.js';
import { isRefusal, type Refusal, type Removed } from '../outcome.js';
import type { KnownRequest } from '../store.js';
import { isSameRequest, keyReused, once } from './idempotency.js';
import { readProved, refuseLoser, write, type WriteJob } from './writeJob.js';

/** Carries a deletion out, once for an idempotency key. */
export function remove(job: WriteJob<RemoveIntent>): Promise<Removed | Refusal> {
  return once(job, {
    act: (intent) => erase(job, intent),
    replay: async (known) => replay(job, known),
  });
}

async function erase(job: WriteJob, { tokens }: RemoveIntent): Promise<Removed | Refusal> {
  const before = await readProved(job, tokens);
  if (isRefusal(before)) return before;
  const { id, version } = before;
  const result = await write(job, { id, step: { kind: 'delete', version }, paths: [''] });
  switch (result.kind) {
    case 'written':
      return { kind: 'removed', isReplay: false };
    case 'known':
      return replay(job, result.request);
    case 'refused':
      return refuseLoser(job, before);
  }
}

function replay(job: WriteJob, known: KnownRequest): Removed | Refusal {
  return isSameRequest(job.command, known) ? { kind: 'removed', isReplay: true } : keyReused();
}
