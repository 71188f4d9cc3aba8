import type { Format } from '../../client/index.js';
import { isPlainObject } from '../../core/index.js';
import { fieldLabel, rowLabel, type valueMessages } from '../../react/index.js';

type ValueMessages = typeof valueMessages;

/** A value as one line of plain text. */
export function plainText(value: unknown, messages: ValueMessages, format?: Format<unknown>): string {
  if (isEmpty(value)) return messages.empty;
  if (format) return format(value, messages.locale);
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  if (typeof value === 'number')
    return new Intl.NumberFormat(messages.locale, { maximumFractionDigits: 20 }).format(value);
  if (value instanceof Date)
    return new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
      value,
    );
  if (Array.isArray(value) || value instanceof Set)
    return Array.from(value, (item) => itemText(item, messages)).join(', ');
  if (isPlainObject(value)) {
    return Object.entries(value)
      .map(([key, item]) => `${fieldLabel([key])}: ${plainText(item, messages)}`)
      .join('; ');
  }
  return String(value);
}

/** A list's item as one line: by its name where it has one. */
export function itemText(item: unknown, messages: ValueMessages): string {
  return rowLabel(item) ?? plainText(item, messages);
}

/** A value as text that leaves nothing out: a list's rows with all of their fields. */
export function wholeText(value: unknown, messages: ValueMessages, format?: Format<unknown>): string {
  if (format || !(Array.isArray(value) || isPlainObject(value)) || isEmpty(value))
    return plainText(value, messages, format);
  if (!Array.isArray(value))
    return Object.entries(value)
      .map(([key, item]) => `${fieldLabel([key])}: ${wholeText(item, messages)}`)
      .join('; ');
  if (!value.some((item) => typeof item === 'object')) return plainText(value, messages);
  return value.map((item) => `\n- ${wholeText(item, messages)}`).join('');
}

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
