import type { BaseSyntheticEvent } from 'react';
import type { RecordValue } from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import { editOf } from './editOf.js';
import type { CreateFrom, Inside } from './inside.js';
import { lay } from './lay.js';
import { meetingCode } from './meetingCode.js';
import type { Posted } from './posted.js';
import type { Queueing } from './queueing.js';

/** Validates what the form holds, and saves it if there is anything to save. */
export function save<T extends RecordValue>(
  inside: Inside<T>,
  queue: Queueing<T>,
  event?: BaseSyntheticEvent,
): Promise<boolean> {
  const { rules, getValues } = inside;
  return inside.once(async () => {
    if (!inside.state.record && !inside.isNew) {
      // There is nothing yet to save over: it is read again, and a notice says where it can't be.
      inside.handlers.refetch();
      return false;
    }
    if (inside.state.status === 'loading') return false;
    const mineNow = await validated(inside, event);
    if (!mineNow) return false;
    if (isSaved(inside, await mineNow())) return true;
    if (await queue.wait(await mineNow())) return false;
    inside.begin();
    return afterPending(inside, async (isNoneWaiting) => {
      const { record } = inside.state;
      if (!record) return createFrom(inside, { value: await mineNow(), isReplacement: false });
      const now = await mineNow();
      // Where an edit that both had made was taken back by hand, the base can move up.
      const { base, mine } = await lay((laying) =>
        laying.advance({ base: record, mine: now, theirs: inside.latest ?? record }, rules),
      );
      if (!isNoneWaiting && isEqual(base.value, mine)) return true;
      inside.begin();
      return post(inside, { base, mine, sent: getValues() });
    });
  });
}

/** Asks first what became of a save that was not answered. */
export async function afterPending<T extends RecordValue>(
  { writer }: Inside<T>,
  work: (isNoneWaiting: boolean) => Promise<boolean>,
): Promise<boolean> {
  const earlier = await writer.settlePending();
  if (earlier.kind === 'unanswered' || earlier.kind === 'undone') return earlier.kind === 'undone';
  return work(earlier.kind !== 'saved');
}

/** Saves an edit; `sent` is what the form held. */
export function post<T extends RecordValue>(
  inside: Inside<T>,
  { base, mine, sent }: Posted<T>,
): Promise<boolean> {
  const { rules, getValues, undo } = inside;
  return inside.writer.write({
    base,
    mine,
    sent,
    async onSaved(outcome) {
      const notice = outcome.theirs && (await meetingCode.load()).mergedNotice(outcome, { base, mine, undo });
      await inside.accept(outcome, { sent, base, notice });
      if (outcome.record.token === base.token) inside.set({ status: 'ready' });
    },
    onConflict: async (met) =>
      inside.ask({
        ...met,
        base,
        mine: await lay((laying) => laying.settle({ sent, mine: getValues(), saved: mine }, rules)),
      }),
  });
}

export function createFrom<T extends RecordValue>(
  inside: Inside<T>,
  request: CreateFrom<T>,
): Promise<boolean> {
  const { sent = inside.getValues() } = request;
  return inside.writer.create({ ...request, onSaved: (outcome) => inside.accept(outcome, { sent }) });
}

/** Nothing differs, nothing is on its way: what the last save told stays on screen. */
function isSaved<T extends RecordValue>({ state, latest }: Inside<T>, mine: T): boolean {
  const { status, record } = state;
  const isIdle = ['ready', 'saved', 'deleted'].includes(status);
  return isIdle && record !== null && record.token === latest?.token && isEqual(record.value, mine);
}

/** Validates, and gives a function that says what is to be saved now: what was typed since is taken as it is. */
export async function validated<T extends RecordValue>(
  inside: Inside<T>,
  event?: BaseSyntheticEvent,
): Promise<(() => Promise<T>) | undefined> {
  const { rules, getValues } = inside;
  const sent = getValues();
  const record = inside.state.record?.value;
  const valid = await inside.port.validate(event);
  if (valid === undefined) return undefined;
  // What validation makes of a record of this type is one.
  const saved = (inside.port.isWhole ? valid : editOf({ record, raw: sent, valid })) as T;
  return () => lay((laying) => laying.settle({ sent, mine: getValues(), saved }, rules));
}
