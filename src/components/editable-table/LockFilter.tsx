import type { RecordValue } from '../../client/index.js';
import { useTableTexts, type EditableTableState } from '../../react/table/index.js';

interface LockFilterProps<T extends RecordValue> {
  readonly state: Pick<EditableTableState<T>, 'locked' | 'setLocked'>;
}

const choices = ['all', 'free', 'me', 'others'] as const;

/** Chooses whose locks the rows have that are shown. */
export function LockFilter<T extends RecordValue>({ state }: LockFilterProps<T>) {
  const { lockFilter, lockFilters } = useTableTexts();
  return (
    <select
      className="nc-select nc-table-filter"
      aria-label={lockFilter}
      value={state.locked ?? 'all'}
      onChange={({ target }) => {
        const chosen = choices.find((choice) => choice === target.value);
        state.setLocked(chosen === 'all' ? undefined : chosen);
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {lockFilters[choice]}
        </option>
      ))}
    </select>
  );
}
