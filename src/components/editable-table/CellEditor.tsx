import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  useTableTexts,
  type CellFault,
  type Column,
  type Draft,
  type GridActions,
} from '../../react/table/index.js';
import { DayPicker } from './DayPicker.js';

interface CellEditorProps {
  readonly column: Column;
  readonly value: unknown;
  /** What is wrong with what the cell holds, and what was typed where no value could be made of it. */
  readonly fault: CellFault | undefined;
  readonly label: string;
  readonly actions: GridActions;
}

/** The open editor of a cell. It keeps its draft by itself: typing draws nothing else, and nothing that arrives changes it. */
export function CellEditor(props: CellEditorProps) {
  const { column } = props;
  if (column.Editor) return <CustomEditor {...props} Editor={column.Editor} />;
  return <TextEditor {...props} />;
}

function TextEditor({ column, value, fault, label, actions }: CellEditorProps) {
  const input = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const { locale } = useTableTexts();
  const [initial] = useState(
    fault?.text ?? (column.type === 'select' ? String(value ?? '') : column.toText(value, locale)),
  );
  /** Whether the server still refuses it is only seen when it is sent again. */
  const [isRefused] = useState(fault?.isRefusal === true);
  /** What the browser has made of it: a line has no breaks. */
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    const element = input.current;
    shown.current ??= element?.value;
    element?.focus({ preventScroll: true });
    if (element && 'setSelectionRange' in element) element.select();
    return actions.bindEditor((): Draft | undefined => {
      const typed = element?.value;
      if (typed === undefined || (typed === shown.current && !isRefused)) return undefined;
      return { text: typed };
    });
  }, [actions, isRefused]);
  function write(text: string): void {
    if (!input.current) return;
    input.current.value = text;
    input.current.focus({ preventScroll: true });
  }
  const common = {
    ref: input,
    className: 'nc-cell-input',
    'aria-label': label,
    'aria-invalid': fault ? true : undefined,
    'aria-description': fault?.message,
    defaultValue: initial,
    onBlur: () => actions.commit(),
  };
  switch (column.type) {
    case 'select':
      return (
        <select {...common}>
          {!column.options.some((option) => String(option.value) === initial) && (
            <option value={initial}>{initial}</option>
          )}
          {column.options.map((option) => (
            <option key={String(option.value)} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case 'long-text':
      return <textarea {...common} className="nc-cell-input nc-cell-textarea" rows={4} />;
    case 'date':
      return (
        <DayPicker
          column={column}
          getText={() => input.current?.value ?? ''}
          onPick={write}
          onLeave={() => actions.commit()}
        >
          <input {...common} type="text" aria-keyshortcuts="Alt+ArrowDown" onBlur={undefined} />
        </DayPicker>
      );
    default:
      return <input {...common} type="text" inputMode={column.type === 'number' ? 'decimal' : undefined} />;
  }
}

interface CustomEditorProps extends CellEditorProps {
  readonly Editor: NonNullable<Column['Editor']>;
}

function CustomEditor({ value, label, actions, Editor }: CustomEditorProps) {
  const [draft, setDraft] = useState(value);
  const latest = useRef(draft);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    latest.current = draft;
  });
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, select, textarea, button, [tabindex]')?.focus();
  }, []);
  useLayoutEffect(
    () => actions.bindEditor(() => (latest.current === value ? undefined : { value: latest.current })),
    [actions, value],
  );
  return (
    <div
      className="nc-cell-custom"
      ref={box}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget)) actions.commit();
      }}
    >
      <Editor value={draft} label={label} onChange={setDraft} onCommit={actions.commit} />
    </div>
  );
}
