import { useRef, type ReactNode } from 'react';
import { parseDay, useTableTexts, type Column } from '../../react/table/index.js';
import { Icon } from '../Icon.js';

interface DayPickerProps {
  readonly column: Column;
  /** What the field holds. */
  readonly getText: () => string;
  /** Writes the day that was picked into the field, and gives the focus back to it. */
  readonly onPick: (text: string) => void;
  /** The focus went elsewhere, not only between the field and the picker. */
  readonly onLeave: () => void;
  /** The field in which the day is typed. */
  readonly children: ReactNode;
}

/** A field for a day, and beside it a button that opens the browser's own picker. */
export function DayPicker({ column, getText, onPick, onLeave, children }: DayPickerProps) {
  const { locale, pickDay } = useTableTexts();
  const picker = useRef<HTMLInputElement>(null);
  /** What it was opened on: Escape in the picker goes back to it. */
  const before = useRef({ day: '', text: '' });
  function open(): void {
    if (!picker.current) return;
    const text = getText();
    before.current = { day: parseDay(text.trim(), locale) ?? '', text };
    picker.current.value = before.current.day;
    try {
      picker.current.showPicker();
    } catch {
      // Not in every browser, and not in a frame of another site: there the day is typed.
    }
  }
  function pick(day: string): void {
    const { current } = before;
    onPick(day === current.day ? current.text : column.toText(day, locale));
  }
  return (
    <div
      role="presentation"
      className="nc-cell-day"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' || !event.altKey) return;
        event.preventDefault();
        open();
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        // A picker that is the system's takes the focus from the whole page, and it comes back to the field.
        if (!currentTarget.contains(relatedTarget ?? document.activeElement)) onLeave();
      }}
    >
      {children}
      <input
        type="date"
        className="nc-cell-picker"
        tabIndex={-1}
        aria-hidden="true"
        ref={picker}
        onChange={({ target }) => pick(target.value)}
      />
      <button
        type="button"
        className="nc-cell-pick"
        tabIndex={-1}
        aria-label={pickDay}
        // The focus stays in the field.
        onMouseDown={(event) => event.preventDefault()}
        onClick={open}
      >
        <Icon name="calendar" />
      </button>
    </div>
  );
}
