import { putDraft, randomKey, type DraftPlace, type Unsaved } from '../client/index.js';

/** Keeps a copy of an edit that no form shows as a draft; of one that was discarded so that no form restores it by itself. */
export async function keepCopy(
  { userId, url, id }: DraftPlace,
  { base, mine }: Unsaved<unknown>,
  { ttlMs, isDiscarded }: { readonly ttlMs: number; readonly isDiscarded: boolean },
): Promise<void> {
  const now = Date.now();
  await putDraft({
    userId,
    url,
    id,
    slot: isDiscarded ? 'discarded' : randomKey(),
    base,
    mine,
    keptAt: new Date(now).toISOString(),
    expiresAt: now + ttlMs,
    isDiscarded,
  });
}
