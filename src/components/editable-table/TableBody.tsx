import { memo, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useNoClobber } from '../../react/index.js';
import { placesOf, useTableTexts, type EditableTableState } from '../../react/table/index.js';
import type { RowWords } from './rowWords.js';
import { TableRow } from './TableRow.js';

interface TableBodyProps<T extends RecordValue>
  extends
    Pick<EditableTableState<T>, 'view' | 'actions' | 'columns' | 'window' | 'rowHeight' | 'rowCount'>,
    Pick<EditableTableState<T>['table'], 'store' | 'pages' | 'review'> {
  readonly isUnanswered: boolean;
}

/** The rows on the screen. Scrolling draws this part alone. */
export const TableBody = memo(function TableBody<T extends RecordValue>(props: TableBodyProps<T>) {
  const { store, pages, review, view, actions, columns, window, rowHeight, rowCount } = props;
  const body = useRef<HTMLDivElement>(null);
  const words = useRowWords(props.isUnanswered);
  const range = useSyncExternalStore(window.subscribe, window.getRange, window.getRange);
  // Others may stand in the same places.
  useSyncExternalStore(store.subscribe, store.getOrderVersion, store.getOrderVersion);
  const shown = useMemo(() => placesOf(range, rowCount), [range, rowCount]);
  // The one that a person is in stays wherever it is: it has the tab stop, and the draft of an open editor.
  const readFar = () => {
    const place = view.open ? store.placeOf(view.open.id) : view.active.row;
    return shown.includes(place) || place >= rowCount ? -1 : place;
  };
  const far = useSyncExternalStore(view.subscribe, readFar, readFar);
  const places = far < 0 ? shown : [...shown, far];
  const { hasMore, error, more } = pages;
  const isNearEnd = (shown.at(-1) ?? 0) >= rowCount - 10;

  useEffect(() => {
    if (hasMore && !error && isNearEnd) more();
  }, [hasMore, error, more, isNearEnd, rowCount]);
  useLayoutEffect(() => {
    body.current?.style.setProperty('block-size', `${rowCount * rowHeight}px`);
  }, [rowCount, rowHeight]);
  return (
    <div className="nc-grid-body" role="rowgroup" ref={body}>
      {places.map((place) => {
        const id = store.idAt(place);
        return (
          id !== undefined && (
            <TableRow
              key={id}
              id={id}
              place={place}
              top={place * rowHeight}
              store={store}
              view={view}
              actions={actions}
              columns={columns}
              words={words}
              onReview={review}
            />
          )
        );
      })}
    </div>
  );
});

/** What rows say, put together once for all of them. */
function useRowWords(isUnanswered: boolean): RowWords {
  const { userId } = useNoClobber();
  const texts = useTableTexts();
  return useMemo(
    () => ({ ...texts, isUnanswered, who: { messages: texts, userId } }),
    [texts, isUnanswered, userId],
  );
}
