import { isLockedError } from '../../client/index.js';
import { stateOf, type EditedRow } from '../../react/table/index.js';
import { LockBadge } from '../lock/LockBadge.js';
import { Icon, type IconName } from '../Icon.js';
import { whenMade, whoIn, whoMade } from '../who.js';
import type { RowWords } from './rowWords.js';

interface StateCellProps<T> {
  readonly row: EditedRow<T>;
  readonly name: string;
  readonly words: RowWords;
  readonly onReview: () => void;
}

interface Told {
  readonly text: string;
  readonly icon: IconName;
  readonly tone?: 'mine' | 'theirs' | 'done' | 'danger' | 'need';
  readonly isOpen?: boolean;
}

/** The state of a row, in a word and an icon; where a person is needed, the way to review it. */
export function StateCell<T>({ row, name, words: texts, onReview }: StateCellProps<T>) {
  if (row.lock && stateOf(row) === 'locked') return <LockBadge lock={row.lock} isShort />;
  const told = tell(row, texts);
  if (!told) return null;
  return (
    <>
      <span className="nc-state" data-tone={told.tone}>
        <Icon name={told.icon} />
        <span className="nc-state-text" title={told.text}>
          {told.text}
        </span>
      </span>
      {told.isOpen && (
        <button
          type="button"
          className="nc-button"
          data-size="small"
          tabIndex={-1}
          aria-label={texts.reviewRowOf(name)}
          onClick={onReview}
        >
          {texts.reviewRow}
        </button>
      )}
    </>
  );
}

function tell<T>(row: EditedRow<T>, texts: RowWords): Told | undefined {
  const config = texts.who;
  const state = stateOf(row);
  switch (state) {
    case 'clean':
      return undefined;
    case 'new':
      return { text: texts.rowNew, icon: 'plus', tone: 'mine' };
    case 'edited':
      return { text: texts.rowEdited, icon: 'pencil', tone: 'mine' };
    case 'saving':
      return { text: texts.rowSaving, icon: 'turn' };
    case 'saved':
      return { text: texts.rowSaved, icon: 'check', tone: 'done' };
    case 'conflict':
      return { text: texts.rowConflict, icon: 'split', tone: 'need', isOpen: true };
    case 'deleted':
      return { text: texts.rowDeletedBy(whoIn(row.deletion?.change, config)), icon: 'trash', isOpen: true };
    case 'locked':
      return { text: lockText(row.error, texts), icon: 'lock' };
    case 'invalid':
      return {
        text: Object.values(row.faults)[0]?.message ?? texts.rowInvalid,
        icon: 'alert',
        tone: 'danger',
      };
    case 'not-allowed':
      return { text: texts.rowNotAllowed, icon: 'no' };
    case 'failed':
      return { text: texts.rowFailed, icon: 'alert', tone: 'danger' };
    case 'updated':
      return { text: texts.rowUpdatedBy(whoIn(row.latest.change, config)), icon: 'person', tone: 'theirs' };
  }
}

function lockText(error: Error | undefined, texts: RowWords): string {
  const lock = isLockedError(error) ? error.lock : null;
  const until = lock ? { by: lock.holder, at: lock.expiresAt } : undefined;
  return texts.rowLocked(whoMade(until, texts.who), whenMade(until, texts));
}
