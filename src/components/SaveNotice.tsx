import type { ReactNode } from 'react';
import type { RecordValue, Resource } from '../client/index.js';
import type { Path } from '../core/index.js';
import { fieldLabel, useNoClobber, type FormNotice, type Messages } from '../react/index.js';
import { FailureReason } from './conflict-dialog/SaveFailure.js';
import { Icon, type IconName } from './Icon.js';
import { whoMade } from './who.js';

export interface SaveNoticeProps<T extends RecordValue> {
  /** `form.notice`; with `null` nothing is shown. */
  readonly notice: FormNotice | null;
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels'>;
}

/** The one line above a form that says what became of a save, and offers the next step. */
export function SaveNotice<T extends RecordValue>({ notice, resource }: SaveNoticeProps<T>) {
  const config = useNoClobber();
  // Announced when it changes, so the place is there before the words are.
  return <div role="status">{notice && <Line {...describe(notice, resource, config)} />}</div>;
}

interface LineProps {
  readonly tone: 'done' | 'need' | 'mine' | 'danger';
  readonly icon: IconName;
  readonly fact: string;
  readonly more?: ReactNode;
  readonly action?: { readonly name: string; readonly isPrimary?: boolean; readonly act: () => void };
}

function Line({ tone, icon, fact, more, action }: LineProps) {
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
            onClick={action.act}
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
  config: { readonly messages: Messages; readonly userId: string | undefined },
): LineProps {
  const { messages } = config;
  const who = whoMade('change' in notice ? notice.change : undefined, config);
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
        action: { name: messages.undo, act: notice.undo },
      };
    case 'same':
      return { tone: 'done', icon: 'check', fact: messages.savedSame, more: messages.savedSameWhy(who) };
    case 'undone':
      return { tone: 'mine', icon: 'undo', fact: messages.undoneMerge(who), more: messages.undoneMergeWhy };
    case 'unresolved':
      return {
        tone: 'need',
        icon: 'split',
        fact: messages.notSavedYetNotice,
        more: messages.fieldsNeedYou(notice.open),
        action: { name: messages.review, isPrimary: true, act: notice.review },
      };
    case 'deleted':
      return {
        tone: 'need',
        icon: 'trash',
        fact: messages.wasDeletedNotice(who, recordLabel),
        more: messages.notSavedYetNotice,
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
        more: <FailureReason error={notice.error} />,
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
