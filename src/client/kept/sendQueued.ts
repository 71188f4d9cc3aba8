import type { Rules, Versioned } from '../../core/index.js';
import type { RecordValue, Resource } from '../createResource.js';
import { isNetworkError } from '../errors.js';
import { saveMerging, type MergeUnseen } from '../saveMerging.js';
import { exclusively } from './exclusively.js';
import { heldSomewhere } from './otherPages.js';
import { settleDrafts } from './settleDrafts.js';
import { hasSave, listSaves, putSave, removeSave, type QueuedSave } from './saveQueue.js';

export { settleDrafts };

/** What a queue needs of a resource; what it holds was saved through that very one. */
type QueueResource = Pick<Resource<RecordValue>, 'url' | 'save' | 'create' | 'rules'>;

export interface SendQueuedOptions {
  readonly userId: string;
  readonly merge: MergeUnseen;
  readonly resourceAt: (url: string) => QueueResource | undefined;
  readonly onSaved: (record: Versioned<RecordValue>, url: string) => void;
}

/**
 * Sends a person's saves that wait and that no open form sends, one after the other, from one page of this browser. A save that can't
 * be saved stays and says why, and later ones of its record wait for it.
 */
export function sendQueued(options: SendQueuedOptions): Promise<void> {
  return exclusively('noclobber-saves', async () => {
    const all = await listSaves(options.userId);
    if (all.length === 0) return;
    const held = await heldSomewhere(all.map(({ order }) => order));
    const stuck = new Set<string>();
    for (const save of all) {
      const record = JSON.stringify([save.url, save.id || save.order]);
      const isFree = save.state === 'waiting' && !held.has(save.order) && !stuck.has(record);
      if (!isFree || !(await sendOne(save, options))) stuck.add(record);
    }
  });
}

/** Resolves to whether it is out of the way. */
async function sendOne(save: QueuedSave, options: SendQueuedOptions): Promise<boolean> {
  const resource = options.resourceAt(save.url);
  if (!resource) return false;
  // The form that made it may have sent it meanwhile.
  if (!(await hasSave(save.order))) return true;
  try {
    // What the queue holds for this URL was saved through this resource.
    const answer = await send(save as QueuedSave<RecordValue>, resource, options.merge);
    if (answer.kind === 'unanswered') return false;
    if (answer.kind === 'conflict') {
      const { conflict } = answer;
      const change = conflict.kind === 'modified' ? conflict.theirs.change : conflict.change;
      await putSave({ ...save, state: 'conflict', ...(change ? { change } : {}) });
      return false;
    }
    // What the queue holds was saved by the rules of its resource.
    const rules = resource.rules as Rules<unknown> | undefined;
    await settleDrafts(save, { record: answer.record, rules });
    await removeSave(save.order);
    options.onSaved(answer.record, save.url);
    return true;
  } catch (error) {
    if (!isNetworkError(error)) await putSave({ ...save, state: 'refused' });
    return false;
  }
}

async function send(save: QueuedSave<RecordValue>, resource: QueueResource, merge: MergeUnseen) {
  const { base, mine, isForced, isReplacement, idempotencyKey } = save;
  if (base) {
    const keep = (sent: Partial<QueuedSave>) => putSave({ ...save, ...sent });
    return saveMerging(resource, { base, mine, isForced }, { merge, idempotencyKey, keep });
  }
  const record = await resource.create(mine, { isReplacement, idempotencyKey });
  return { kind: 'saved', record } as const;
}
