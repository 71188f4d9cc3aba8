import { useEffect, useRef, useState } from 'react';
import type { RecordValue, Resource } from '../../client/index.js';
import { fieldLabel, liveMessages, useMessages, useNoClobber, type UseEditLock } from '../../react/index.js';
import { CopyButton } from '../CopyButton.js';
import { Icon } from '../Icon.js';
import { formatOf } from '../value/formatOf.js';
import { describeLock, type LockAction, type LockWays } from './describeLock.js';
import { useMinutesLeft } from './lockTimes.js';

export interface LockNoticeProps<T extends RecordValue> extends LockWays {
  readonly lock: UseEditLock;
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels' | 'formats'>;
  /** Gives what the person has now, `form.getValues` for one. Without it nobody who loses the lock is offered a copy. */
  readonly mine?: () => object;
}

/**
 * The one line above a form that says what its lock means now: somebody else is editing, it ends soon, somebody asks for it, it has
 * passed on. It offers the next step and never stops the typing.
 */
export function LockNotice<T extends RecordValue>(props: LockNoticeProps<T>) {
  const place = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    const { activeElement, body } = document;
    // The button goes with what it did: whoever pressed it stays here.
    if (isPressed.current && activeElement === body) place.current?.focus();
    else if (!place.current?.contains(activeElement)) isPressed.current = false;
  });
  // Announced when it changes, so the place is there before the words are.
  return (
    <div role="status" ref={place} tabIndex={-1}>
      <Told {...props} onPress={() => (isPressed.current = true)} />
    </div>
  );
}

interface ToldProps<T extends RecordValue> extends LockNoticeProps<T> {
  readonly onPress: () => void;
}

function Told<T extends RecordValue>({ lock, resource, mine, onPress, ...ways }: ToldProps<T>) {
  const { userId } = useNoClobber();
  const messages = useMessages(liveMessages);
  const minutesLeft = useMinutesLeft(lock);
  const { recordLabel } = resource;
  const news = describeLock(lock, { ...ways, messages, userId, recordLabel, minutesLeft });
  if (!news) return null;
  const { actions = [], offersCopy } = news;
  const offered = actions.filter((action) => typeof action === 'object');
  const copied = offersCopy && mine;
  return (
    <div className="nc nc-notice" data-tone={news.tone}>
      <Icon name={news.icon} />
      <p className="nc-notice-text">
        <strong>{news.fact}</strong> <span className="nc-muted">{news.more}</span>
      </p>
      {(offered.length > 0 || copied) && (
        <div className="nc-buttons">
          {copied && <CopyButton view={viewOf(resource)} mine={copied} size="small" />}
          <Actions actions={offered} onPress={onPress} />
        </div>
      )}
    </div>
  );
}

interface ActionsProps {
  readonly actions: readonly LockAction[];
  readonly onPress: () => void;
}

function Actions({ actions, onPress }: ActionsProps) {
  const [isBusy, setBusy] = useState(false);
  async function run({ act }: LockAction): Promise<void> {
    if (isBusy) return;
    onPress();
    setBusy(true);
    try {
      await act();
    } finally {
      setBusy(false);
    }
  }
  return actions.map((action) => (
    <button
      key={action.name}
      type="button"
      className="nc-button"
      data-size="small"
      data-kind={action.isPrimary ? 'primary' : undefined}
      aria-disabled={isBusy}
      onClick={() => void run(action)}
    >
      {action.name}
    </button>
  ));
}

function viewOf<T extends RecordValue>(resource: Pick<Resource<T>, 'labels' | 'formats'>) {
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  return {
    labelOf: (path: readonly string[]) => fieldLabel(path, { labels }),
    formatOf: (path: readonly string[]) => formatOf(resource, path),
  };
}
