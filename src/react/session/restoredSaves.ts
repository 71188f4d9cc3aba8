import {
  hasSave,
  heldSomewhere,
  listSaves,
  putSave,
  removeSave,
  saveMerging,
  type QueuedSave,
  type RecordValue,
} from '../../client/index.js';
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

/** Whose saves to send: those of forms that left a draft. */
interface Left {
  readonly userId: string;
  readonly forms: readonly string[];
}

/** Sends what was queued of a draft, before anything that was typed over it. Resolves to whether none of it waits any more. */
export function sendRestored<T extends RecordValue>(
  session: RestoringSession<T>,
  left: Left,
): Promise<boolean> {
  const sending = underway.get(session) ?? sendOf(session, left).finally(() => underway.delete(session));
  underway.set(session, sending);
  return sending;
}

async function sendOf<T extends RecordValue>(
  session: RestoringSession<T>,
  { userId, forms }: Left,
): Promise<boolean> {
  const left = (await listSaves(userId)).filter(
    ({ form, state }) => state === 'waiting' && forms.includes(form),
  );
  if (left.length === 0) return false;
  const held = await heldSomewhere(left.map(({ order }) => order));
  // What is queued of a record's draft is that record.
  const saves = left.filter(({ order }) => !held.has(order)) as readonly QueuedSave<T>[];
  if (saves.length === 0 || !(await isShown(session))) return false;
  return session.sendSaves(saves);
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
