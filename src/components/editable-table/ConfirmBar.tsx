import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTableTexts } from '../../react/table/index.js';

interface ConfirmBarProps {
  /** What it is called: "Delete". */
  readonly action: string;
  /** How many rows; null for all that match. */
  readonly count: number | null;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

/** Asks once, in the bar's place. An `alertdialog` that holds nobody; Esc goes back. */
export function ConfirmBar({ action, count, onConfirm, onBack }: ConfirmBarProps) {
  const texts = useTableTexts();
  const title = useId();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') onBack();
  };
  return (
    <div className="nc-toolbar" role="alertdialog" aria-labelledby={title} data-state="selection">
      <span className="nc-toolbar-title" id={title}>
        {count === null ? texts.askToDoToAll(action) : texts.askToDo(action, count)}
      </span>
      <button type="button" className="nc-button" ref={back} onClick={onBack} onKeyDown={onKeyDown}>
        {texts.goBack}
      </button>
      <button
        type="button"
        className="nc-button"
        data-kind="danger"
        onClick={onConfirm}
        onKeyDown={onKeyDown}
      >
        {count === null ? texts.doItToAll(action) : texts.doItTo(action, count)}
      </button>
    </div>
  );
}
