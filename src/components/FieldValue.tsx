import type { ReactNode } from 'react';
import { isEqual, isPlainObject } from '../core/index.js';
import { fieldLabel, useNoClobber, type Messages } from '../react/index.js';
import { DiffText } from './DiffText.js';

/** How people see one field's value. */
export type Format = (value: unknown) => string;

export interface FieldValueProps {
  readonly value: unknown;
  /** What it is compared with: what changed since is marked. */
  readonly base?: unknown;
  readonly format?: Format | undefined;
}

/** A field's value as people read it: prose and lists with what changed marked, a short value whole. */
export function FieldValue({ value, base, format }: FieldValueProps): ReactNode {
  const { messages } = useNoClobber();
  if (value === undefined) return <p className="nc-value nc-muted">{messages.removedValue}</p>;
  if (isEmpty(value)) return <p className="nc-value nc-muted">{messages.empty}</p>;
  if (format) return <p className="nc-value nc-number">{format(value)}</p>;
  if (isProse(value)) {
    return (
      <p className="nc-prose nc-text">
        {typeof base === 'string' ? <DiffText before={base} after={value} /> : value}
      </p>
    );
  }
  if (Array.isArray(value)) return <Items items={value} base={Array.isArray(base) ? base : value} />;
  if (isPlainObject(value)) return <Facts value={value} base={isPlainObject(base) ? base : {}} />;
  return (
    <p className={typeof value === 'number' ? 'nc-value nc-number' : 'nc-value'}>
      {plainText(value, messages)}
    </p>
  );
}

/** A value as one line of plain text. */
export function plainText(value: unknown, messages: Messages, format?: Format): string {
  if (isEmpty(value)) return messages.empty;
  if (format) return format(value);
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  if (typeof value === 'number')
    return new Intl.NumberFormat(messages.locale, { maximumFractionDigits: 20 }).format(value);
  if (value instanceof Date)
    return new Intl.DateTimeFormat(messages.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
      value,
    );
  if (Array.isArray(value)) return value.map((item) => plainText(item, messages)).join(', ');
  if (isPlainObject(value)) {
    return Object.entries(value)
      .map(([key, item]) => `${fieldLabel([key])}: ${plainText(item, messages)}`)
      .join('; ');
  }
  return String(value);
}

/** Tells a text to read from a short value that is best seen whole. */
export function isProse(value: unknown): value is string {
  return typeof value === 'string' && (value.length > 80 || value.includes('\n'));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A list's items as tags; those that were added or removed say so. */
function Items({ items, base }: { readonly items: readonly unknown[]; readonly base: readonly unknown[] }) {
  const { messages } = useNoClobber();
  const text = (item: unknown) => plainText(item, messages);
  const isIn = (list: readonly unknown[], item: unknown) => list.some((other) => isEqual(other, item));
  return (
    <ul className="nc-tags">
      {items.map((item, index) => (
        <li key={index} className="nc-tag">
          {isIn(base, item) ? (
            text(item)
          ) : (
            <ins className="nc-ins" data-label={messages.added}>
              {text(item)}
            </ins>
          )}
        </li>
      ))}
      {base
        .filter((item) => !isIn(items, item))
        .map((item, index) => (
          <li key={`removed-${index}`} className="nc-tag">
            <del className="nc-del" data-label={messages.removed}>
              {text(item)}
            </del>
          </li>
        ))}
    </ul>
  );
}

function Facts({
  value,
  base,
}: {
  readonly value: Readonly<Record<string, unknown>>;
  readonly base: Readonly<Record<string, unknown>>;
}) {
  return (
    <dl className="nc-facts">
      {Object.keys(value).map((key) => (
        <div key={key}>
          <dt>{fieldLabel([key])}</dt>
          <dd>
            <FieldValue value={value[key]} base={base[key]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
