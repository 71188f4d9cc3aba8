import { useState } from 'react';
import type { Format } from '../../client/index.js';
import {
  parseNumber,
  useMessages,
  valueMessages,
  writeNumber,
  type ValueEditorProps,
} from '../../react/index.js';
import { isProse } from './FieldValue.js';

/** Tells whether a value can be edited by hand here. What the app shows by a format of its own is stored in a way that people don't know. */
export function canEdit(value: unknown, format?: Format<unknown>): boolean {
  if (isDay(value) || typeof value === 'number') return true;
  return !format && (typeof value === 'string' || isTextList(value));
}

/** A field to write one's own value into: text, a number, a day, or a list with one item a line. */
export function ValueEditor({ label, value, onChange }: ValueEditorProps) {
  const { locale } = useMessages(valueMessages);
  const [text, setText] = useState(() =>
    isTextList(value)
      ? value.join('\n')
      : typeof value === 'number'
        ? writeNumber(value, locale)
        : String(value),
  );
  // What it is stays what it was at first, whatever is typed.
  const [first] = useState(value);
  const props = {
    className: 'nc-input',
    // Enter must not submit a form that the dialog stands in.
    form: '',
    dir: 'auto',
    'aria-label': label,
    value: text,
    onChange(event: { readonly target: { readonly value: string } }) {
      setText(event.target.value);
      onChange(parse(event.target.value, first, locale));
    },
  };
  const isInvalid = parse(text, first, locale) === undefined;
  if (typeof first === 'number') return <input {...props} inputMode="decimal" aria-invalid={isInvalid} />;
  if (isDay(first)) return <input {...props} type="date" aria-invalid={isInvalid} />;
  return isProse(first) || isTextList(first) ? <textarea {...props} rows={6} /> : <input {...props} />;
}

function parse(text: string, like: unknown, locale: string): unknown {
  if (isTextList(like)) return text.split('\n').filter((line) => line.trim() !== '');
  if (isDay(like)) return isDay(text) ? text : undefined;
  if (typeof like !== 'number') return text;
  const number = parseNumber(text, locale);
  return Number.isNaN(number) ? undefined : number;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
