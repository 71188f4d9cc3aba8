import {
  hasSave,
  heldSomewhere,
  listSaves,
  putSave,
  removeSave,
  saveMerging,
  type Draft,
  type QueuedSave,
  type RecordValue,
} from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import type { FormState } from './formState.js';
import type { Inside } from './inside.js';
import { mergedNotice } from './mergedNotice.js';
import { mergeMet } from './mergeMet.js';

/** What it takes of a session to send what its form restores. */
interface RestoringSession<T> {
  getState(): Pick<FormState<T>, 'status'>;
  isRestoring(): boolean;
  subscribe(listener: () => void): () => void;
  sendSaves(saves: readonly QueuedSave<T>[]): Promise<boolean>;
}

/** How long a form may take to show what it restores. */
const patienceMs = 5000;

const underway = new WeakMap<object, Promise<boolean>>();

/** Sends what was queued of a draft, before anything that was typed over it. Resolves to whether none of it waits any more. */
export function sendRestored<T extends RecordValue>(
  session: RestoringSession<T>,
  draft: Draft<T>,
): Promise<boolean> {
  const sending = underway.get(session) ?? sendOf(session, draft).finally(() => underway.delete(session));
  underway.set(session, sending);
  return sending;
}

async function sendOf<T extends RecordValue>(
  session: RestoringSession<T>,
  draft: Draft<T>,
): Promise<boolean> {
  const saves = (await savesOf(draft)).filter(({ state }) => state === 'waiting');
  if (saves.length === 0 || !(await isShown(session))) return false;
  return session.sendSaves(saves);
}

/** Takes out of the queue what was queued of a draft: waiting, or stuck, it must not be sent or asked once more. */
export async function dropRestored<T>(draft: Draft<T>): Promise<void> {
  for (const { order } of await savesOf(draft)) await removeSave(order);
}

/** Finds the saves that came to what a draft holds and that no form sends, the oldest first. */
async function savesOf<T>({ userId, url, id, mine }: Draft<T>): Promise<readonly QueuedSave<T>[]> {
  const saves = await listSaves(userId);
  let found: readonly QueuedSave[] = [];
  let wanted: unknown = mine;
  for (const save of saves.toReversed()) {
    if (save.url !== url || save.id !== id || !isEqual(save.mine, wanted)) continue;
    found = [save, ...found];
    wanted = save.base?.value;
  }
  if (found.length === 0) return [];
  const held = await heldSomewhere(found.map(({ order }) => order));
  // What is queued of a record's draft is that record.
  return found.filter(({ order }) => !held.has(order)) as readonly QueuedSave<T>[];
}

/** Waits until a form shows what it restores. Resolves to whether it does. */
async function isShown<T extends RecordValue>(session: RestoringSession<T>): Promise<boolean> {
  const isFilled = () => session.getState().status !== 'loading' && !session.isRestoring();
  let stop = () => {};
  const filled = new Promise<void>((resolve) => {
    const look = () => isFilled() && resolve();
    stop = session.subscribe(look);
    look();
    setTimeout(resolve, patienceMs);
  });
  await filled;
  stop();
  return isFilled();
}

/**
 * Sends saves from the queue, and goes on from their answers as if they had been sent from here. The queue may be at it, too: the same
 * key gets the same answer. What can't be saved is left to the queue.
 */
export async function sendSaves<T extends RecordValue>(
  inside: Inside<T>,
  saves: readonly QueuedSave<T>[],
): Promise<boolean> {
  for (const save of saves) {
    const { base, mine: sent } = save;
    const { status, record, notice: before } = inside.state;
    if (base && !record) return false;
    // It was given up in the list, or sent by the queue.
    if (!(await hasSave(save.order))) continue;
    inside.set({ status: 'saving' });
    const outcome = await send(inside, save).catch(() => undefined);
    if (outcome?.kind !== 'saved') {
      inside.set({ status, notice: before });
      return false;
    }
    // What the form follows already is no news.
    const isNews = outcome.theirs && outcome.theirs.token !== inside.latest?.token;
    const notice = base && isNews ? mergedNotice(outcome, { base, mine: sent, undo: inside.undo }) : null;
    await inside.accept(outcome, { sent, notice, ...(base && { base }) });
    await removeSave(save.order);
  }
  return true;
}

async function send<T extends RecordValue>({ resource }: Inside<T>, save: QueuedSave<T>) {
  const { base, mine, isForced, isReplacement, idempotencyKey } = save;
  if (base) {
    return saveMerging(
      resource,
      { base, mine, isForced },
      { merge: mergeMet, idempotencyKey, keep: (sent) => putSave({ ...save, ...sent }) },
    );
  }
  const record = await resource.create(mine, { isReplacement, idempotencyKey });
  return { kind: 'saved', record, changes: [] } as const;
}
