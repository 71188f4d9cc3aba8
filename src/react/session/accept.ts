import type { RecordValue, SavedOutcome } from '../../client/index.js';
import type { AcceptOptions, Inside } from './inside.js';
import { lay } from './lay.js';
import { adoptAlone } from './laying.js';

/**
 * The answer becomes the base; what was typed while it was on its way stays, unsaved. Where that is a field that others had changed,
 * and that was merged in unseen, the base is held back: the next save asks.
 */
export async function accept<T extends RecordValue>(
  inside: Inside<T>,
  outcome: SavedOutcome<T>,
  accepting: AcceptOptions<T>,
): Promise<void> {
  const { record } = outcome;
  await lay((laying) => laying.adopt(inside, outcome, accepting))
    // It is saved, though the code for edits that meet can't be loaded: then what the form holds stays as it is.
    .catch(() => adoptAlone(inside, { record, mine: inside.getValues(), notice: accepting.notice }));
  // With nothing to save nothing was sent.
  if (record.token !== accepting.base?.token) inside.handlers.onSaved(record);
}
