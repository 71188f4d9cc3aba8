import type { RecordValue } from '../../client/index.js';
import { advance } from '../../core/index.js';
import type { Inside } from './inside.js';

/** Sends what waits, and then `wanted`, which was made over it. Resolves to whether nothing is left to save. */
export async function resume<T extends RecordValue>(
  inside: Inside<T>,
  wanted: T | undefined,
  onSent: () => void,
): Promise<boolean> {
  inside.begin();
  const earlier = await inside.writer.settlePending();
  if (earlier.kind === 'unanswered') return false;
  const isDone = await goOn();
  onSent();
  return isDone;

  async function goOn(): Promise<boolean> {
    if (earlier.kind === 'saved' && wanted) return saveOver(inside, wanted, earlier.decided);
    if (earlier.kind !== 'refused') return true;
    // Asked again without the old key, it says why.
    return saveOver(inside, wanted ?? earlier.decided ?? inside.getValues(), undefined);
  }
}

/** Saves what was made over `decided`, which is saved by now. */
function saveOver<T extends RecordValue>(
  inside: Inside<T>,
  mine: T,
  decided: T | undefined,
): Promise<boolean> {
  const { record } = inside.state;
  if (!record) return inside.createFrom({ value: mine, isReplacement: false, sent: mine });
  const base = decided ? { ...record, value: decided } : record;
  const edit = advance({ base, mine, theirs: inside.latest ?? record }, inside.rules);
  inside.begin();
  return inside.post({ base: edit.base, mine: edit.mine, sent: mine });
}
