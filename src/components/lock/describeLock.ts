import type { liveMessages, UseEditLock } from '../../react/index.js';
import type { IconName } from '../Icon.js';
import { whoMade } from '../who.js';
import { timesOf } from './lockTimes.js';

/** What a lock's notice says, and what one can do about it. */
export interface LockNews {
  readonly tone: 'theirs' | 'need' | 'mine';
  readonly icon: IconName;
  readonly fact: string;
  readonly more: string;
  readonly actions?: readonly (LockAction | false | undefined)[];
  /** What is typed here may be wanted elsewhere. */
  readonly offersCopy?: boolean;
}

export interface LockAction {
  readonly name: string;
  readonly act: () => unknown;
  readonly isPrimary?: boolean;
}

/** What the app lets a person do besides. */
export interface LockWays {
  /** Saves the form, `form.save` for one; resolves to whether nothing is left to save. Without it saving is not offered. */
  readonly onSave?: () => Promise<boolean>;
  /** Shows the record without its form. Without it reading is not offered. */
  readonly onViewReadOnly?: () => void;
}

interface Teller extends LockWays {
  readonly messages: typeof liveMessages;
  readonly userId: string | undefined;
  readonly recordLabel: string;
  readonly minutesLeft: number;
}

/** Says what a lock means now; nothing where all is as it should be. */
export function describeLock(lock: UseEditLock, teller: Teller): LockNews | null {
  const { messages, onSave } = teller;
  if (lock.askedBy && lock.status !== 'offline') return describeAsking(lock, teller);
  const again = lock.failure !== 'may-not-lock' && lock.take;
  switch (lock.status) {
    case 'none':
    case 'acquiring':
    case 'held':
      return describeFailure(lock, teller);
    case 'warning':
      return {
        tone: 'need',
        icon: 'clock',
        fact: messages.lockEnds(teller.minutesLeft),
        more: whyNot(lock, teller) || messages.lockEndsWhy,
        actions: [
          lock.canExtend && again && { name: messages.extend, act: again },
          onSave && { name: messages.saveNow, act: onSave, isPrimary: true },
        ],
      };
    case 'blocked':
      return lock.lock
        ? describeOthers(lock, teller)
        : { tone: 'theirs', icon: 'clock', fact: messages.othersFirst, more: messages.othersFirstWhy };
    case 'lost':
      return lock.lostBy === 'takeover' || lock.lock
        ? describeOthers(lock, teller)
        : {
            tone: 'need',
            icon: 'clock',
            fact: messages.lockEnded,
            more: whyNot(lock, teller) || messages.lockEndedWhy,
            actions: [again && { name: messages.lockAgain, act: again }],
          };
    case 'offline':
      return {
        tone: 'mine',
        icon: 'alert',
        fact: messages.lockUnknown,
        more: lock.lock ? messages.lockUnknownWhy : messages.lockLater,
      };
  }
}

function describeAsking(lock: UseEditLock, teller: Teller): LockNews {
  const { messages, userId, recordLabel, onSave } = teller;
  const name = whoMade(lock.askedBy ? { by: lock.askedBy, at: '' } : undefined, { messages, userId });
  const isEnding = lock.status === 'warning';
  const handOver = async () => {
    if (!onSave || (await onSave())) await lock.handOver();
  };
  return {
    tone: isEnding ? 'need' : 'theirs',
    icon: 'person',
    fact: messages.asksToEdit(name, recordLabel),
    more: [
      isEnding && messages.lockEnds(teller.minutesLeft),
      whyNot(lock, teller) || (onSave && messages.safeEitherWay),
    ]
      .filter(Boolean)
      .join(' '),
    actions: [
      { name: messages.keepEditingIt, act: lock.keep },
      isEnding && lock.canExtend && { name: messages.extend, act: lock.take },
      { name: onSave ? messages.saveAndHandOver : messages.handOver, act: handOver, isPrimary: true },
    ],
  };
}

/** What was asked and did not come about, where nothing else is to be said. */
function describeFailure(lock: UseEditLock, teller: Teller): LockNews | null {
  const { messages, recordLabel } = teller;
  switch (lock.failure) {
    case 'signed-out':
      return {
        tone: 'mine',
        icon: 'alert',
        fact: messages.signedOut,
        more: messages.signedOutWhy,
        actions: [{ name: messages.lockAgain, act: lock.take }],
      };
    case 'may-not-lock':
      return {
        tone: 'mine',
        icon: 'no',
        fact: messages.mayNotLock(recordLabel),
        more: messages.lockEndedWhy,
      };
    default:
      return null;
  }
}

/** Somebody else has it, be it one's own other tab: from the first, or after one had it oneself. */
function describeOthers(lock: UseEditLock, teller: Teller): LockNews {
  const { messages } = teller;
  const { isOwnOtherTab, hasAsked, wasDeclined, failure } = lock;
  const isLost = lock.status === 'lost';
  const isHeld = lock.lock !== null;
  const asker = hasAsked ? undefined : lock.lock?.askedBy;
  const mayAsk = isHeld && !isOwnOtherTab && !hasAsked && !asker && failure !== 'may-not-ask';
  return {
    tone: 'theirs',
    icon: 'lock',
    fact: factOf(lock, teller),
    more: [
      isLost ? messages.tookOverWhy : sinceWhen(lock, teller),
      whyNot(lock, teller),
      hasAsked && messages.hasAsked,
      wasDeclined && messages.notNow,
      asker && messages.otherHasAsked(whoMade({ by: asker, at: '' }, teller)),
    ]
      .filter(Boolean)
      .join(' '),
    offersCopy: isLost,
    actions: [
      readOnly(teller),
      isHeld && failure !== 'may-not-take-over' && { name: messages.takeOver, act: lock.takeOver },
      mayAsk && { name: messages.askToEdit, act: lock.ask, isPrimary: !isLost },
    ],
  };
}

function factOf(lock: UseEditLock, teller: Teller): string {
  const { messages, recordLabel, userId } = teller;
  const { isOwnOtherTab, lostBy } = lock;
  if (!lock.lock) return messages.wasTakenOver(recordLabel);
  const { holder, since } = lock.lock;
  const name = whoMade({ by: holder, at: since }, { messages, userId });
  switch (lostBy) {
    case null:
      return isOwnOtherTab ? messages.youEditElsewhere(recordLabel) : messages.isEditing(name, recordLabel);
    case 'expiry':
      return isOwnOtherTab
        ? messages.endedAndElsewhere(recordLabel)
        : messages.endedAndTaken(name, recordLabel);
    case 'takeover':
      return isOwnOtherTab
        ? messages.tookOverYourself(recordLabel)
        : messages.tookOver(name, recordLabel, timesOf(lock.lock, messages).since);
  }
}

function sinceWhen({ lock, isOwnOtherTab }: UseEditLock, { messages }: Teller): string {
  if (isOwnOtherTab) return messages.youEditElsewhereWhy;
  if (!lock) return '';
  const { since, until } = timesOf(lock, messages);
  return messages.editingSince(since, until);
}

/** Why what was asked last did not come about. */
function whyNot({ failure }: UseEditLock, { messages, recordLabel }: Teller): string {
  switch (failure) {
    case null:
      return '';
    case 'no-answer':
      return messages.lockUnanswered;
    case 'signed-out':
      return messages.signedOut;
    case 'may-not-lock':
      return messages.mayNotLock(recordLabel);
    case 'may-not-take-over':
      return messages.mayNotTakeOver;
    case 'may-not-ask':
      return messages.mayNotAsk;
  }
}

function readOnly({ messages, onViewReadOnly }: Teller): LockAction | undefined {
  return onViewReadOnly && { name: messages.viewReadOnly, act: onViewReadOnly };
}
