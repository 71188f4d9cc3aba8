import { useEffect, useId, useRef } from 'react';
import { useTableTexts } from '../../react/table/index.js';

interface ConfirmBarProps {
  /** What it is called: "Delete". */
  readonly action: string;
  /** How many rows; null for all that match. */
  readonly count: number | null;
  /** How many of them have edits that go with them. */
  readonly edited: number;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

/** Asks once, in the bar's place. An `alertdialog` that holds nobody; Esc goes back. */
export function ConfirmBar({ action, count, edited, onConfirm, onBack }: ConfirmBarProps) {
  const texts = useTableTexts();
  const [title, more] = [useId(), useId()];
  const bar = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  useEffect(() => {
    const element = bar.current;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onBack();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [onBack]);
  return (
    <div
      className="nc-toolbar"
      role="alertdialog"
      aria-labelledby={title}
      aria-describedby={edited > 0 ? more : undefined}
      data-state="selection"
      // Whoever clicks on its text is still in it.
      tabIndex={-1}
      ref={bar}
    >
      <span className="nc-toolbar-title" id={title}>
        {count === null ? texts.askToDoToAll(action) : texts.askToDo(action, count)}
      </span>
      {edited > 0 && <span id={more}>{texts.editsGoToo(edited)}</span>}
      <button type="button" className="nc-button" ref={back} onClick={onBack}>
        {texts.goBack}
      </button>
      <button type="button" className="nc-button" data-kind="danger" onClick={onConfirm}>
        {count === null ? texts.doItToAll(action) : texts.doItTo(action, count)}
      </button>
    </div>
  );
}
