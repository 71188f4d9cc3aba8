import { useSyncExternalStore, type ReactNode } from 'react';
import type { RecordValue, Resource } from '../../client/index.js';
import { rowLabel, useNoClobber } from '../../react/index.js';
import {
  isEdited,
  useTableTexts,
  type TableTexts,
  type EditableTableState,
  type TableNotice,
  type TableSummary,
} from '../../react/table/index.js';
import { FailureReason } from '../conflict-dialog/SaveFailure.js';
import { Icon, type IconName } from '../Icon.js';
import { Refused } from './Refused.js';
import type { RowAction } from './SelectionBar.js';
import { whoIn } from '../who.js';
import { unnamed, type RowWords } from './rowWords.js';
import { useFocusBack } from './useFocusBack.js';

interface ResultLineProps<T extends RecordValue> {
  readonly state: EditableTableState<T>;
  readonly resource: Pick<Resource<T>, 'recordLabel'>;
  readonly actions: readonly RowAction[];
  readonly isAll: boolean;
  readonly onAll: (isAll: boolean) => void;
}

interface Line {
  /** Each is told at most once at a time. */
  readonly about: 'save' | 'paste' | 'reading' | 'selection';
  readonly icon: IconName;
  readonly fact?: string;
  readonly more?: ReactNode;
  readonly button?: { readonly name: string; readonly act: () => void; readonly isPrimary?: boolean };
  readonly other?: { readonly name: string; readonly act: () => void };
}

interface Told<T extends RecordValue> extends ResultLineProps<T> {
  /** How many rows need a person now, and the way to them. */
  readonly open: number;
  /** How many rows can not be saved as they are. */
  readonly refused: number;
  readonly review: Pick<Line, 'button'> | undefined;
  readonly texts: TableTexts;
  readonly who: RowWords['who'];
}

/** How many rows a line names. */
const mostNames = 3;

/** Says what became of the last save, paste or action, and offers the next step. Announced when it changes. */
export function ResultLine<T extends RecordValue>(props: ResultLineProps<T>) {
  const { state, isAll, onAll } = props;
  const { table, view, lastWrite } = state;
  const texts = useTableTexts();
  const readCount = () => view.selected.size;
  const selected = useSyncExternalStore(view.subscribe, readCount, readCount);
  const { notice, pages, store } = table;
  const readOpen = () => store.getSummary().open;
  const open = useSyncExternalStore(store.subscribe, readOpen, readOpen);
  const readRefused = () => refusedIn(store.getSummary());
  const refused = useSyncExternalStore(store.subscribe, readRefused, readRefused);
  const review = open > 0 ? { button: { name: texts.reviewRows(open), act: table.reviewAll } } : undefined;
  // Until they are put right.
  const countInvalid = () =>
    lastWrite.invalid.filter(({ id, field }) => store.getEdited(id)?.faults[field]).length;
  const invalid = useSyncExternalStore(store.subscribe, countInvalid, countInvalid);
  // Until the next thing is done.
  const readLast = () => lastWrite.step === store.getStep();
  const isLast = useSyncExternalStore(store.subscribe, readLast, readLast);
  const lines: Line[] = [];
  const who = { messages: texts, userId: useNoClobber().userId };
  const told = notice && describe(notice, { ...props, open, refused, review, texts, who });
  if (told) lines.push({ about: 'save', ...told });
  else if (review) lines.push({ about: 'save', icon: 'split', fact: texts.rowsNeedYou(open), ...review });
  const written = [
    isLast && lastWrite.leftOut > 0 && texts.pasteLeftOut(lastWrite.leftOut),
    invalid > 0 && texts.pasteInvalid(invalid),
  ].filter(Boolean);
  if (written.length > 0) lines.push({ about: 'paste', icon: 'alert', more: written.join(' ') });
  if (pages.error)
    lines.push({
      about: 'reading',
      icon: 'alert',
      fact: texts.couldNotRead,
      button: { name: texts.retry, act: pages.retry },
    });
  if (selected > 0 && !isAll && props.actions.length > 0 && pages.hasMore && !state.locked)
    lines.push({
      about: 'selection',
      icon: 'check',
      more: texts.onThisPage(selected),
      button: {
        name: texts.selectAllThatMatch,
        act() {
          // What is shown is what is meant: read anew, it can be checked, also after one's own changes.
          pages.refresh();
          onAll(true);
        },
      },
    });
  return (
    <div role="status" {...useFocusBack(view)}>
      {lines.map((line) => (
        <div className="nc-result" key={line.about}>
          <Icon name={line.icon} />
          <p>
            {line.fact && <strong>{line.fact}</strong>} <span className="nc-muted">{line.more}</span>
          </p>
          {line.other && <Button {...line.other} />}
          {line.button && <Button {...line.button} />}
        </div>
      ))}
    </div>
  );
}

function Button({ name, act, isPrimary }: NonNullable<Line['button']>) {
  return (
    <button
      type="button"
      className="nc-button"
      data-size="small"
      data-kind={isPrimary ? 'primary' : undefined}
      onClick={act}
    >
      {name}
    </button>
  );
}

function describe<T extends RecordValue>(
  notice: TableNotice,
  props: Told<T>,
): Omit<Line, 'about'> | undefined {
  const { texts, who } = props;
  const { table } = props.state;
  const labelOf = (name: string) => props.actions.find((action) => action.name === name)?.label ?? name;
  switch (notice.kind) {
    case 'saved': {
      const { saved, unsent, aborted, merged } = notice;
      // Those that need a person are settled one by one, and new ones come.
      const { open } = props;
      const refused = Math.min(notice.refused, props.refused);
      // All that it told of is settled.
      if (notice.open + notice.refused > 0 && open + saved + refused + unsent === 0) return undefined;
      const isWhole = open + refused + unsent + aborted === 0;
      const counts = [
        saved > 0 ? texts.rowsSaved(saved) : texts.nothingSaved,
        open > 0 && texts.rowsNeedYou(open),
        refused > 0 && texts.rowsRefused(refused),
        unsent > 0 && texts.rowsUnsent(unsent),
      ];
      return {
        icon: isWhole ? 'check' : 'split',
        fact: counts.filter(Boolean).join(', '),
        more: (
          <>
            {merged > 0 && `${texts.rowsMerged(merged)} `}
            {!isWhole && (aborted > 0 ? texts.allOrNothing : saved > 0 && texts.whatFitsIsSaved)}
          </>
        ),
        ...props.review,
      };
    }
    case 'unanswered': {
      const { rows, retry } = notice;
      const isAction = 'action' in notice;
      const done = isAction
        ? notice.done > 0 && texts.didToRows(notice.done, labelOf(notice.action))
        : notice.saved > 0 && texts.rowsSaved(notice.saved);
      return {
        icon: 'alert',
        fact: [done, rows === null ? texts.noAnswer : texts.noAnswerForRows(rows)].filter(Boolean).join(', '),
        more: isAction ? texts.noAnswerToActionWhy : texts.noAnswerForRowsWhy,
        button: { name: texts.askAgain, act: retry },
      };
    }
    case 'acted': {
      const { action, done, moved, refused, firstRefusal, goOn } = notice;
      const names = moved.slice(0, mostNames).map((id) => {
        const row = table.store.getRow(id);
        const { change } = (row && (isEdited(row) ? (row.deletion ?? row.latest) : row)) ?? {};
        return change ? `${nameOf(props, id)} (${whoIn(change, who)})` : nameOf(props, id);
      });
      return {
        icon: moved.length + refused > 0 ? 'split' : 'check',
        fact: [
          texts.didToRows(done, labelOf(action)),
          moved.length > 0 && texts.rowsMoved(moved.length),
          refused > 0 && texts.rowsLeft(refused),
        ]
          .filter(Boolean)
          .join(', '),
        more: (
          <>
            {moved.length > 0 && `${texts.nothingDoneTo(names, moved.length)} `}
            {firstRefusal?.id !== undefined && `${nameOf(props, firstRefusal.id)}: `}
            {firstRefusal?.error && <Refused error={firstRefusal.error} texts={texts} who={who} />}
            {firstRefusal && !firstRefusal.error && texts.notSavedYet}
          </>
        ),
        ...(moved.some(table.store.getRow)
          ? { button: { name: texts.doItToThoseToo(labelOf(action)), act: goOn } }
          : {}),
      };
    }
    case 'unchecked':
      return {
        icon: 'alert',
        fact: texts.withoutCheck,
        more: `${notice.reason === 'moved' ? texts.listMoved : texts.listTooLong} ${texts.withoutCheckWhy}`,
        other: { name: texts.goBack, act: table.dismissNotice },
        button: { name: texts.doItToAll(labelOf(notice.action)), act: notice.goOn, isPrimary: true },
      };
    case 'failed': {
      const { action, done, left, error } = notice;
      const counts = [
        action !== undefined
          ? texts.didToRows(done, labelOf(action))
          : done > 0
            ? texts.rowsSaved(done)
            : texts.nothingSaved,
        done > 0 && left > 0 && (action === undefined ? texts.rowsRefused(left) : texts.rowsLeft(left)),
      ];
      return {
        icon: 'alert',
        fact: counts.filter(Boolean).join(', '),
        more: <FailureReason error={error} />,
      };
    }
  }
}

function refusedIn({ states }: TableSummary): number {
  const { invalid = 0, failed = 0, locked = 0, 'not-allowed': notAllowed = 0 } = states;
  return invalid + failed + locked + notAllowed;
}

function nameOf<T extends RecordValue>({ state, texts }: Told<T>, id: string): string {
  const row = state.table.store.getRow(id);
  const value = row && (isEdited(row) ? row.latest.value : row.value);
  return `“${rowLabel(value) ?? unnamed(id, row, texts)}”`;
}
