import type { ReactNode } from 'react';
import { diffValue, isPlainObject } from '../core/index.js';
import { fieldLabel, useNoClobber } from '../react/index.js';
import { DiffText } from './DiffText.js';
import { ItemList } from './ItemList.js';
import { isEmpty, plainText, type Format } from './plainText.js';

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
  const items = itemsOf(value);
  if (items) return <ItemList items={items} base={itemsOf(base) ?? items} />;
  if (isPlainObject(value)) return <Facts value={value} base={isPlainObject(base) ? base : value} />;
  return (
    <p className={typeof value === 'number' ? 'nc-value nc-number' : 'nc-value'}>
      {plainText(value, messages)}
    </p>
  );
}

/** Tells a text to read from a short value that is best seen whole. */
export function isProse(value: unknown): value is string {
  return typeof value === 'string' && (value.length > 80 || value.includes('\n'));
}

function itemsOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) || value instanceof Set ? [...value] : undefined;
}

/** A record in the record: its fields by name, those that are gone as well. */
function Facts({
  value,
  base,
}: {
  readonly value: Readonly<Record<string, unknown>>;
  readonly base: Readonly<Record<string, unknown>>;
}) {
  return (
    <dl className="nc-facts">
      {diffValue(base, value).map(({ name = '', before, after }) => (
        <div key={name}>
          <dt>{fieldLabel([name])}</dt>
          <dd>
            <FieldValue value={after} base={before} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
