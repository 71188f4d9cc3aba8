import { isResponseError, type NewRecord, type RecordValue, type SavedOutcome } from '../../client/index.js';
import { isEqual, settle, type Conflict, type Path, type Versioned } from '../../core/index.js';
import { mergeAsync } from '../../client/index.js';
import { newest } from '../newest.js';
import type { FormNotice } from '../notice.js';
import { ask, mergeOf } from './ask.js';
import { discard } from './discard.js';
import type { Inside } from './inside.js';
import { mergedNotice } from './mergedNotice.js';

type Modified<T> = Extract<Conflict<T>, { kind: 'modified' }>;

interface Decision<T> {
  readonly result: T;
  /** Theirs that go. */
  readonly overwritten: readonly Path[];
  readonly isForced?: boolean;
}

/** Saves the result of a review over the version that was reviewed. */
export function resolve<T extends RecordValue>(inside: Inside<T>, decision: Decision<T>): Promise<boolean> {
  return saveOver(inside, decision);
}

/** Saves mine, whole, over the version that was shown. */
export async function overwrite<T extends RecordValue>(inside: Inside<T>): Promise<boolean> {
  const { conflict } = inside.state;
  if (!conflict) return false;
  const { conflicts, changes } = await mergeOf(conflict, inside.rules);
  const lost = [...conflicts, ...changes.filter(({ kind }) => kind !== 'mine' && kind !== 'both')];
  return saveOver(inside, {
    result: conflict.mine,
    overwritten: lost.map(({ path }) => path),
    isForced: true,
  });
}

/** A version newer than the one that was shown makes a new conflict; it is never overwritten. */
async function saveOver<T extends RecordValue>(inside: Inside<T>, decision: Decision<T>): Promise<boolean> {
  const { writer, getValues, rules } = inside;
  const { conflict } = inside.state;
  if (conflict?.kind !== 'modified') return false;
  inside.begin();
  const earlier = await writer.settlePending();
  if (earlier.kind === 'unanswered' || earlier.kind === 'undone') return false;
  if (earlier.kind === 'saved')
    return changeDecision(inside, decision.result, { record: earlier.record, decided: earlier.edit?.mine });
  const sent = inside.asked ?? getValues();
  const { base, mine, theirs } = conflict;
  const isTheirs = isEqual(decision.result, theirs.value);
  if (isTheirs && !isEqual(settle({ sent: base.value, mine, saved: theirs.value }, rules), theirs.value)) {
    // Nothing is to be saved, and something of mine goes.
    discard(inside, sent);
    return true;
  }
  return writer.write({
    base: theirs,
    mine: decision.result,
    sent,
    isForced: decision.isForced,
    onSaved(outcome) {
      const notice = noticeOf(inside, conflict, { ...decision, outcome });
      return inside.accept(outcome, { sent, base: theirs, notice });
    },
    onConflict: (met) =>
      ask(
        inside,
        { ...met, base, mine: settle({ sent, mine: getValues(), saved: mine }, rules) },
        { isAgain: true },
      ),
  });
}

/** An earlier decision was saved after all. Only what differs between the two is still to be saved, and asked where others came between. */
async function changeDecision<T extends RecordValue>(
  inside: Inside<T>,
  result: T,
  { record, decided = record.value }: { readonly record: Versioned<T>; readonly decided?: T | undefined },
): Promise<boolean> {
  const { rules, getValues } = inside;
  const base = { ...record, value: decided };
  const { merged, conflicts } = await mergeAsync(
    { base: decided, mine: result, theirs: record.value },
    rules,
  );
  if (conflicts.length > 0) {
    await ask(inside, { kind: 'modified', base, mine: result, theirs: record }, { isAgain: true });
    return false;
  }
  if (isEqual(merged, record.value)) return true;
  inside.begin();
  // The form has gone on from that save: what differs from it was typed since.
  const sent = record.value;
  return inside.writer.write({
    base: record,
    mine: merged,
    sent,
    onSaved: (outcome) => inside.accept(outcome, { sent, base: record }),
    onConflict: (met) =>
      ask(
        inside,
        { ...met, base: record, mine: settle({ sent, mine: getValues(), saved: merged }, rules) },
        { isAgain: true },
      ),
  });
}

function noticeOf<T extends RecordValue>(
  inside: Inside<T>,
  { base, mine, theirs }: Modified<T>,
  { outcome, overwritten }: Decision<T> & { readonly outcome: SavedOutcome<T> },
): FormNotice | null {
  // What others saved while the decision was made is merged into it unseen.
  const met = mergedNotice(outcome, { base, mine, undo: inside.undo });
  if (met && (met.kind === 'same' || overwritten.length === 0)) return met;
  const { record: saved, theirs: before = theirs } = outcome;
  if (saved.token === theirs.token) return null;
  return {
    kind: overwritten.length > 0 ? 'overwrote' : 'merged',
    change: theirs.change,
    paths: overwritten,
    ...(met?.kind === 'merged' && { merged: met }),
    undo: () => inside.undo({ base, mine, theirs: before, saved }),
  };
}

/** Brings a deleted record back with my version. */
export function recreate<T extends RecordValue>(inside: Inside<T>): Promise<boolean> {
  return createFrom(inside, { toValue: (mine) => mine, isReplacement: true });
}

/** Saves my version as a new record. */
export function saveCopy<T extends RecordValue>(inside: Inside<T>): Promise<boolean> {
  return createFrom(inside, { toValue: ({ id: _old, ...copy }) => copy, isReplacement: false });
}

async function createFrom<T extends RecordValue>(
  inside: Inside<T>,
  { toValue, isReplacement }: { toValue(mine: T): NewRecord<T>; readonly isReplacement: boolean },
): Promise<boolean> {
  const { conflict } = inside.state;
  if (!conflict) return false;
  const { base, mine } = conflict;
  inside.begin();
  const earlier = await inside.writer.settlePending();
  // It was brought back or copied after all.
  if (earlier.kind === 'saved' || earlier.kind === 'unanswered') return earlier.kind === 'saved';
  try {
    return await inside.createFrom({ value: toValue(mine), isReplacement, sent: inside.asked });
  } catch (error) {
    const isBack = isReplacement && isResponseError(error) && [409, 412].includes(error.status);
    if (!isBack) throw error;
    // Somebody else brought it back: that is a version to merge with.
    await ask(inside, {
      kind: 'modified',
      base,
      mine,
      theirs: await inside.resource.get(base.value.id),
    });
    return false;
  }
}

/** Shows a conflict that was put aside, as things stand now. */
export async function review<T extends RecordValue>(inside: Inside<T>): Promise<boolean> {
  const { conflict, record } = inside.state;
  if (!conflict || !record) return false;
  const mineNow = await inside.validated();
  const mine = mineNow ? await mineNow() : inside.getValues();
  const now = { ...conflict, base: record, mine };
  await ask(
    inside,
    now.kind === 'deleted' ? now : { ...now, theirs: newest(inside.latest ?? undefined, now.theirs) },
  );
  return false;
}
