import { useState } from 'react';
import { isProse } from './FieldValue.js';

export interface ValueEditorProps {
  readonly label: string;
  readonly value: unknown;
  /** Called with what was typed; undefined while it is not a value of the field's type. */
  readonly onChange: (value: unknown) => void;
}

/** Tells whether a value can be edited by hand here. */
export function canEdit(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || isTextList(value);
}

/** A field to write one's own value into: text, a number, or a list with one item a line. */
export function ValueEditor({ label, value, onChange }: ValueEditorProps) {
  const [text, setText] = useState(() => (isTextList(value) ? value.join('\n') : String(value)));
  const props = {
    className: 'nc-input',
    // Enter must not submit a form that the dialog stands in.
    form: '',
    'aria-label': label,
    value: text,
    onChange(event: { readonly target: { readonly value: string } }) {
      setText(event.target.value);
      onChange(parse(event.target.value, value));
    },
  };
  if (typeof value === 'number')
    return <input {...props} inputMode="decimal" aria-invalid={parse(text, value) === undefined} />;
  return isProse(value) || isTextList(value) ? <textarea {...props} rows={6} /> : <input {...props} />;
}

function parse(text: string, like: unknown): unknown {
  if (isTextList(like)) return text.split('\n').filter((line) => line.trim() !== '');
  if (typeof like !== 'number') return text;
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
