import { isLockedError } from '../../client/index.js';
import { stateOf, type EditedRow } from '../../react/table/index.js';
import { LockBadge } from '../lock/LockBadge.js';
import { Icon, type IconName } from '../Icon.js';
import { whenMade, whoIn, whoMade } from '../who.js';
import { isLong } from './cellContent.js';
import type { RowWords } from './rowWords.js';

interface StateCellProps<T> {
  readonly edited: EditedRow<T> | undefined;
  readonly name: string;
  readonly words: RowWords;
  readonly onReview: () => void;
  /** What every cell of the row has. */
  readonly cell: object;
}

interface Told {
  readonly text: string;
  readonly icon: IconName;
  readonly tone?: 'mine' | 'theirs' | 'done' | 'danger' | 'need';
  /** A person is needed. */
  readonly isOpen?: boolean;
}

/** The state of a row, in a word and an icon; where a person is needed, the way to review it. */
export function stateCell<T>({ edited, name, words, onReview, cell }: StateCellProps<T>) {
  const lock = edited && stateOf(edited) === 'locked' ? edited.lock : undefined;
  const told = edited && !lock ? tell(edited, words) : undefined;
  return (
    <div
      key="state"
      role="gridcell"
      className={told?.isOpen ? 'nc-cell nc-state nc-cell-open' : 'nc-cell nc-state'}
      data-tone={told?.tone}
      title={told?.isOpen || (told && isLong(told.text)) ? told.text : undefined}
      {...cell}
    >
      {lock && <LockBadge lock={lock} isShort />}
      {told && <Icon name={told.icon} />}
      {/* Most rows need nobody, and their text costs the browser no box of its own. */}
      {told?.isOpen ? (
        <>
          <span className="nc-state-text">{told.text}</span>
          <button
            type="button"
            className="nc-button"
            data-size="small"
            tabIndex={-1}
            aria-label={words.reviewRowOf(name)}
            onClick={onReview}
          >
            {words.reviewRow}
          </button>
        </>
      ) : (
        told?.text
      )}
    </div>
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
      return texts.isUnanswered
        ? { text: texts.rowUnanswered, icon: 'clock' }
        : { text: texts.rowSaving, icon: 'turn' };
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
