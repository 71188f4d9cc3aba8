import type { Context } from '../context.js';
import { isStoreUnavailableError } from '../store.js';

const keepRequestsMs = 7 * 24 * 60 * 60 * 1000;
const pauseMs = 60_000;

/** Forgets what need not be kept any longer, beside the writes and at most once a minute. */
export function forgetOld(context: Context): void {
  const { store, resources, forgetting, log } = context;
  const now = context.now();
  if (now < forgetting.dueAt) return;
  forgetting.dueAt = now + pauseMs;
  const before = (keepMs: number) => new Date(now - keepMs).toISOString();
  const kept = [...resources.values()].flatMap(({ name, history }) =>
    typeof history === 'object' ? [[name, before(history.keepMs)]] : [],
  );
  store
    .forget({ requestsBefore: before(keepRequestsMs), versionsBefore: Object.fromEntries(kept) })
    // A store that is away is told by whoever needs it; this is tried again.
    .catch((cause: unknown) => isStoreUnavailableError(cause) || log({ event: 'forget-failed', cause }));
}
