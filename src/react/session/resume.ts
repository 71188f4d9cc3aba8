import type { RecordValue } from '../../client/index.js';
import { advance, settle } from '../../core/index.js';
import { newest } from '../newest.js';
import { editOf } from './editOf.js';
import type { Inside } from './inside.js';
import type { Posted } from './posted.js';

/** A save that waits behind another one. */
export interface Wanted<T> {
  readonly mine: T;
  /** What the other one is to save, which this one was made over; absent where that one creates. */
  readonly over?: T | undefined;
  /** What the form held. */
  readonly sent: T;
}

/** Sends what waits, and then `wanted`, which was made over it. Resolves to whether nothing is left to save. */
export async function resume<T extends RecordValue>(
  inside: Inside<T>,
  wanted: Wanted<T> | undefined,
): Promise<boolean> {
  inside.begin();
  const earlier = await inside.writer.settlePending();
  const { record } = inside.state;
  if (earlier.kind === 'saved' && wanted && record) {
    const { over = record.value } = wanted;
    // Laid over a record of this type, what was typed behind a new one's creation is one.
    const mine = wanted.over
      ? wanted.mine
      : (editOf({ record: over, raw: wanted.mine, valid: wanted.mine }) as T);
    // The form has gone on from that save: so has what it held.
    const before = earlier.edit?.sent ?? record.value;
    const sent = settle({ sent: before, mine: wanted.sent, saved: record.value }, inside.rules);
    return saveOver(inside, { base: { ...record, value: over }, mine, sent });
  }
  if (earlier.kind !== 'refused') return earlier.kind !== 'unanswered';
  // Asked again without the old key, it says why.
  const { edit } = earlier;
  const shown = inside.getValues();
  const { mine, sent } = wanted ?? edit ?? { mine: shown, sent: shown };
  if (!record) return inside.createFrom({ value: mine, isReplacement: false, sent });
  const made = edit?.base ?? record;
  return saveOver(inside, { base: wanted ? newest(record, made) : made, mine, sent });
}

/** Saves an edit, laid around the newest version that was met. */
function saveOver<T extends RecordValue>(
  inside: Inside<T>,
  { base, mine, sent }: Posted<T>,
): Promise<boolean> {
  const edit = advance({ base, mine, theirs: inside.latest ?? base }, inside.rules);
  inside.begin();
  return inside.post({ base: edit.base, mine: edit.mine, sent });
}

/** Lays what was typed since a save that waits over what that is to save, around what the form has followed. */
export function layOver<T extends RecordValue>(
  { latest, rules }: Inside<T>,
  { edit: { base, mine, sent }, typed }: { readonly edit: Posted<T>; readonly typed: T },
): { readonly over: T; readonly mine: T } {
  const over = advance({ base, mine, theirs: latest ?? base }, rules).mine;
  return { over, mine: settle({ sent, mine: typed, saved: over }, rules) };
}
