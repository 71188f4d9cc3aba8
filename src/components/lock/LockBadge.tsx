import { lockOwner, type RecordLock } from '../../client/index.js';
import { liveMessages, useMessages, useNoClobber, type UseEditLock } from '../../react/index.js';
import { Icon } from '../Icon.js';
import { timesOf, useMinutesLeft } from './lockTimes.js';
import { whoMade } from '../who.js';

export interface LockBadgeProps {
  /** What `useEditLock` gives, on the record's own page; what `useLocks` gives for a record, in a list. */
  readonly lock: UseEditLock | RecordLock | null;
  /** Leaves out since when, where there is little room. @default false */
  readonly isShort?: boolean;
}

/** Who may edit a record, in a few words: nobody has locked it, you for so long, or somebody else since when. */
export function LockBadge({ lock, isShort = false }: LockBadgeProps) {
  return lock && 'status' in lock ? <OwnPage lock={lock} /> : <InList lock={lock} isShort={isShort} />;
}

function OwnPage({ lock }: { readonly lock: UseEditLock }) {
  const messages = useMessages(liveMessages);
  const left = useMinutesLeft(lock);
  switch (lock.status) {
    case 'none':
      if (!lock.isKnown) return null;
      return lock.failure ? (
        <Badge icon="no" text={messages.notLocked} />
      ) : (
        <Badge icon="pencil" text={messages.lockFree} />
      );
    case 'acquiring':
      return <Badge icon="lock" text={messages.lockAcquiring} />;
    case 'held':
    case 'warning':
      return <Badge tone="mine" icon="lock" text={messages.lockYours(left)} />;
    case 'offline':
      return <Badge icon="alert" text={messages.lockOffline} />;
    case 'lost':
      return lock.lock ? <Theirs lock={lock.lock} /> : <Badge icon="lock" text={messages.lockNotYours} />;
    case 'blocked':
      return lock.lock ? <Theirs lock={lock.lock} /> : <Badge icon="clock" text={messages.othersFirst} />;
  }
}

function InList({ lock, isShort }: { readonly lock: RecordLock | null; readonly isShort: boolean }) {
  const { userId } = useNoClobber();
  const messages = useMessages(liveMessages);
  // What is free is no news in a list.
  if (!lock) return null;
  if (lockOwner(lock, userId) !== 'me') return <Theirs lock={lock} isShort={isShort} />;
  return <Badge tone="mine" icon="lock" text={messages.lockYoursUntil(timesOf(lock, messages).until)} />;
}

function Theirs({ lock, isShort = false }: { readonly lock: RecordLock; readonly isShort?: boolean }) {
  const { userId } = useNoClobber();
  const messages = useMessages(liveMessages);
  const { since, until } = timesOf(lock, messages);
  const name = whoMade({ by: lock.holder, at: lock.since }, { messages, userId });
  const text = isShort ? messages.lockTheirsUntil(name, until) : messages.lockTheirs(name, since, until);
  return <Badge tone="theirs" icon="lock" text={text} />;
}

interface BadgeProps {
  readonly tone?: 'mine' | 'theirs';
  readonly icon: 'pencil' | 'lock' | 'clock' | 'alert' | 'no';
  readonly text: string;
}

function Badge({ tone, icon, text }: BadgeProps) {
  return (
    <span className="nc nc-badge" data-tone={tone}>
      <Icon name={icon} />
      <span title={text}>{text}</span>
    </span>
  );
}
