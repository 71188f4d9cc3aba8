import type { Choice, FieldChange, FieldConflict, Hunk, HunkPick } from '../conflicts.js';
import { isEqual } from '../isEqual.js';
import { picksOf } from './settleText.js';

type Entry = FieldConflict | FieldChange;

/** Tells how much of what theirs changed at a path goes with a choice. */
export function lossOf(entry: Entry, choice: Choice): 'nothing' | 'part' | 'all' {
  const { base, theirs, hunks } = entry;
  if (isEqual(base, theirs)) return 'nothing';
  if ('value' in choice) return isEqual(choice.value, theirs) ? 'nothing' : lossOfText(hunks, choice.value);
  const picks = hunks && picksOf(hunks, choice);
  if (hunks && picks) {
    const changed = hunks.flatMap((hunk, at) => (hunk.theirs === hunk.base ? [] : isKept(hunk, picks[at])));
    if (!changed.includes(false)) return 'nothing';
    return changed.includes(true) ? 'part' : 'all';
  }
  // Theirs stays where theirs or both was picked, whatever of mine fits beside it.
  if (!('pick' in choice) || choice.pick === 'both' || choice.pick === 'theirs') return 'nothing';
  return isEqual(entry[choice.pick], theirs) ? 'nothing' : 'all';
}

/** A hunk for which nothing was picked holds theirs, or what theirs is merged into. */
function isKept(hunk: Hunk, pick: HunkPick | undefined): boolean {
  if (!pick) return true;
  if ('text' in pick) return pick.text.includes(hunk.theirs.trim());
  return pick.pick === 'both' || hunk[pick.pick] === hunk.theirs;
}

/** Of a text that was written by hand, the stretches that are in it word for word count as kept. */
function lossOfText(hunks: readonly Hunk[] | undefined, value: unknown): 'part' | 'all' {
  const isThere = ({ base, theirs }: Hunk) =>
    theirs !== base && theirs.trim() !== '' && String(value).includes(theirs.trim());
  return hunks?.some(isThere) ? 'part' : 'all';
}
