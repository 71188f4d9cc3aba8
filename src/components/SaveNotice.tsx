import { useEffect, useRef, type ReactNode } from 'react';
import type { RecordValue, Resource } from '../client/index.js';
import type { Path } from '../core/index.js';
import { fieldLabel, formMessages, useMessages, useNoClobber, type FormNotice } from '../react/index.js';
import { FailureReason } from './conflict-dialog/SaveFailure.js';
import { Icon, type IconName } from './Icon.js';
import { ReadFailureReason } from './ReadFailureReason.js';
import { whoIn } from './who.js';

export interface SaveNoticeProps<T extends RecordValue> {
  /** `form.notice`; with `null` nothing is shown. */
  readonly notice: FormNotice | null;
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels'>;
}

/** The one line above a form that says what became of a save, and offers the next step. */
export function SaveNotice<T extends RecordValue>({ notice, resource }: SaveNoticeProps<T>) {
  const messages = useMessages(formMessages);
  const { userId } = useNoClobber();
  const place = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    const { activeElement, body } = document;
    // The button goes with what it did: whoever pressed it stays here, and comes back here from the dialog that it led to.
    if (isPressed.current && activeElement === body) place.current?.focus();
    if (!activeElement?.closest('dialog')) isPressed.current = false;
  }, [notice]);
  const press = () => (isPressed.current = true);
  // Announced when it changes, so the place is there before the words are.
  const line = notice && describe(notice, resource, { messages, userId });
  const isUnkept = notice?.isUnkept && notice.kind !== 'unkept';
  return (
    <div role="status" ref={place} tabIndex={-1}>
      {line && (
        <Line
          {...line}
          onPress={press}
          more={
            isUnkept ? (
              <>
                {line.more} {messages.notKept} {messages.notKeptWhy}
              </>
            ) : (
              line.more
            )
          }
        />
      )}
    </div>
  );
}

interface LineProps {
  readonly tone: 'done' | 'need' | 'mine' | 'danger';
  readonly icon: IconName;
  readonly fact: string;
  readonly more?: ReactNode;
  readonly action?: { readonly name: string; readonly isPrimary?: boolean; readonly act: () => void };
}

function Line({ tone, icon, fact, more, action, onPress }: LineProps & { readonly onPress: () => void }) {
  return (
    <div className="nc nc-notice" data-tone={tone}>
      <Icon name={icon} />
      <p className="nc-notice-text">
        <strong>{fact}</strong> <span className="nc-muted">{more}</span>
      </p>
      {action && (
        <div className="nc-buttons">
          <button
            type="button"
            className="nc-button"
            data-size="small"
            data-kind={action.isPrimary ? 'primary' : undefined}
            onClick={() => {
              onPress();
              action.act();
            }}
          >
            {action.name}
          </button>
        </div>
      )}
    </div>
  );
}

function describe<T extends RecordValue>(
  notice: FormNotice,
  { recordLabel, labels }: SaveNoticeProps<T>['resource'],
  config: { readonly messages: typeof formMessages; readonly userId: string | undefined },
): LineProps {
  const { messages } = config;
  const who = whoIn('change' in notice ? notice.change : undefined, config);
  const fieldsAt = (paths: readonly Path[]) => [
    // Labels are kept by field name.
    ...new Set(
      paths.map((path) => {
        const row = path.findIndex((step) => typeof step === 'object');
        const field = row === -1 ? path : path.slice(0, row);
        return fieldLabel(field, { labels: labels as Readonly<Record<string, string | undefined>> });
      }),
    ),
  ];
  switch (notice.kind) {
    case 'merged':
      return {
        tone: 'done',
        icon: 'merge',
        fact: messages.savedMerged(who),
        more: notice.paths.length > 0 && messages.cameFromThem(fieldsAt(notice.paths)),
        action: { name: messages.undo, act: notice.undo },
      };
    case 'overwrote':
      return {
        tone: 'done',
        icon: 'check',
        fact: messages.savedOver(who, fieldsAt(notice.paths)),
        more:
          notice.merged &&
          `${messages.savedMerged(whoIn(notice.merged.change, config))} ${messages.cameFromThem(fieldsAt(notice.merged.paths))}`,
        action: { name: messages.undo, act: notice.undo },
      };
    case 'same':
      return { tone: 'done', icon: 'check', fact: messages.savedSame, more: messages.savedSameWhy(who) };
    case 'undone':
      return { tone: 'mine', icon: 'undo', fact: messages.undoneMerge(who), more: messages.undoneMergeWhy };
    case 'notUndone':
      return { tone: 'danger', icon: 'alert', fact: messages.notUndone, more: messages.notUndoneWhy(who) };
    case 'unresolved':
      return {
        tone: 'need',
        icon: 'split',
        fact: messages.notSavedYetNotice,
        more: notice.open !== undefined && messages.fieldsNeedYou(notice.open),
        action: { name: messages.review, isPrimary: true, act: notice.review },
      };
    case 'deleted':
      return {
        tone: 'need',
        icon: 'trash',
        fact: messages.wasDeletedNotice(who, recordLabel),
        more: notice.isEdited && messages.notSavedYetNotice,
        action: { name: messages.review, isPrimary: true, act: notice.review },
      };
    case 'discarded':
      return {
        tone: 'mine',
        icon: 'undo',
        fact: messages.discarded,
        more: notice.isDeleted ? messages.staysDeleted(recordLabel) : messages.discardedWhy,
        action: { name: messages.undo, act: notice.undo },
      };
    case 'unread':
      return {
        tone: 'danger',
        icon: 'alert',
        fact: notice.isNew ? messages.startNotRead(recordLabel) : messages.notRead(recordLabel),
        more: (
          <>
            <ReadFailureReason error={notice.error} /> {!notice.isNew && messages.notReadWhy}
          </>
        ),
        action: { name: messages.retry, act: notice.retry },
      };
    case 'slow':
      return {
        tone: 'mine',
        icon: 'clock',
        fact: messages.stillSaving,
        more: messages.stillSavingWhy,
        action: { name: messages.stopWaiting, act: notice.stop },
      };
    case 'unanswered':
      return {
        tone: 'danger',
        icon: 'alert',
        fact: messages.noAnswer,
        more: messages.noAnswerWhy,
        action: { name: messages.retry, act: notice.retry },
      };
    case 'failed':
      return {
        tone: 'danger',
        icon: 'alert',
        fact: messages.saveFailed,
        more: <FailureReason error={notice.error} labelOf={(path) => fieldsAt([path]).join('')} />,
      };
    case 'restored':
      return {
        tone: 'mine',
        icon: 'undo',
        fact: messages.restored,
        action: { name: messages.discard, act: notice.discard },
      };
    case 'unkept':
      return { tone: 'danger', icon: 'alert', fact: messages.notKept, more: messages.notKeptWhy };
    case 'queued':
      return { tone: 'mine', icon: 'alert', fact: messages.queued, more: messages.queuedWhy };
  }
}
