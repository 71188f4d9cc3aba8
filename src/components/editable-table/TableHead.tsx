import { memo, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { useTableTexts, type Column, type EditableTableState } from '../../react/table/index.js';
import { Icon } from '../Icon.js';

type TableHeadProps<T extends RecordValue> = Pick<
  EditableTableState<T>,
  'view' | 'actions' | 'columns' | 'sort'
> &
  Pick<EditableTableState<T>['table'], 'store'>;

/** The pinned header: sorts, resizes, and chooses all rows that are shown. */
export const TableHead = memo(function TableHead<T extends RecordValue>(props: TableHeadProps<T>) {
  const { view, store, actions, columns, sort } = props;
  const texts = useTableTexts();
  const readCount = () => view.selected.size;
  const selected = useSyncExternalStore(view.subscribe, readCount, readCount);
  // Those that are chosen may be all of them no more.
  useSyncExternalStore(store.subscribe, store.getOrderVersion, store.getOrderVersion);
  const isAll = actions.isAllSelected();

  return (
    <div className="nc-grid-head" role="rowgroup">
      <div role="row" className="nc-row" aria-rowindex={1}>
        {columns.map((column, at) => {
          const common = { 'aria-colindex': at + 1 };
          if (column.kind === 'select')
            return (
              <div
                key="select"
                role="columnheader"
                className="nc-head-cell"
                {...common}
                data-pinned="1"
                data-align="center"
              >
                <span
                  role="checkbox"
                  className="nc-check"
                  tabIndex={-1}
                  data-check=""
                  aria-label={texts.selectAllRows}
                  aria-checked={isAll || (selected > 0 ? 'mixed' : false)}
                />
              </div>
            );
          if (column.kind === 'state')
            return (
              <div key="state" role="columnheader" className="nc-head-cell" {...common}>
                {texts.stateColumn}
              </div>
            );
          return (
            <FieldHead key={column.column.field} sort={sort} column={column.column} at={at} common={common} />
          );
        })}
      </div>
    </div>
  );
});

interface FieldHeadProps {
  readonly sort: EditableTableState<RecordValue>['sort'];
  readonly column: Column;
  readonly at: number;
  readonly common: { readonly 'aria-colindex': number };
}

function FieldHead({ sort, column, at, common }: FieldHeadProps) {
  const { field, header, type } = column;
  const direction = sort?.field === field ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <div
      role="columnheader"
      className="nc-head-cell"
      {...common}
      data-pinned={at === 1 ? '2' : undefined}
      data-align={type === 'number' ? 'end' : type === 'boolean' ? 'center' : undefined}
      aria-sort={direction}
    >
      <span className="nc-head-text">{header}</span>
      {direction && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
      <span className="nc-head-grip" data-grip="" />
    </div>
  );
}
