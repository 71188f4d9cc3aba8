import { isEqual, settle, type Rules, type Versioned } from '../../core/index.js';
import type { RecordValue } from '../record.js';
import { listDrafts, nameOf, putDraft, removeDraft } from './draftStore.js';
import { heldSomewhere } from './otherPages.js';
import type { QueuedSave } from './saveQueue.js';

/** Takes what was saved out of the draft that its form has left: what was typed since stays there, over the record. */
export async function settleDrafts(
  { userId, form, mine }: Pick<QueuedSave, 'userId' | 'form' | 'mine'>,
  { record, rules }: { readonly record: Versioned<RecordValue>; readonly rules?: Rules<unknown> | undefined },
): Promise<void> {
  const drafts = (await listDrafts(userId, Date.now())).filter(
    ({ isDiscarded, forms = [] }) => !isDiscarded && forms.includes(form),
  );
  const held = await heldSomewhere(drafts.map(nameOf));
  for (const draft of drafts.filter((it) => !held.has(nameOf(it)))) {
    // Once only: what counts would count again.
    const isSettled = draft.base?.token === record.token;
    const rest = isSettled
      ? draft.mine
      : settle({ sent: mine, mine: draft.mine, saved: record.value }, rules);
    if (isEqual(rest, record.value)) await removeDraft(draft);
    else {
      const { review: _over, ...kept } = draft;
      await putDraft({ ...kept, id: record.value.id, base: record, mine: rest }, { replaced: draft });
    }
  }
}
