import type { ReactNode } from 'react';
import { diffValue, isEqual, isPlainObject } from '../../core/index.js';
import { fieldLabel, useMessages, valueMessages, type FieldValueProps } from '../../react/index.js';
import { DiffText } from './DiffText.js';
import { ItemList } from './ItemList.js';
import { LongText } from './LongText.js';
import { isEmpty, plainText } from './plainText.js';
import { VisibleText } from './VisibleText.js';

/** A field's value as people read it: prose and lists with what changed marked, a short value whole. */
export function FieldValue(props: FieldValueProps): ReactNode {
  const { value, base, side, format, render } = props;
  const messages = useMessages(valueMessages);
  if (value === undefined) return <p className="nc-value nc-muted">{messages.removedValue}</p>;
  if (isEmpty(value)) return <p className="nc-value nc-muted">{messages.empty}</p>;
  if (render) return <div className="nc-value">{render(value)}</div>;
  const isShort = typeof value === 'number' || format || !(isProse(value) || typeof value === 'object');
  if (props.isDiff && isShort && !isEmpty(base) && !isEqual(base, value)) {
    return (
      <p className="nc-value">
        <del className="nc-del" data-label={messages.removed} data-side={side}>
          <VisibleText text={plainText(base, messages, format)} />
        </del>{' '}
        <ins className="nc-ins" data-label={messages.added} data-side={side}>
          <VisibleText text={plainText(value, messages, format)} />
        </ins>
      </p>
    );
  }
  if (typeof value === 'number') return <Amount value={value} base={base} format={format} />;
  if (format)
    return (
      <p className="nc-value nc-number" dir="auto">
        <VisibleText text={format(value, messages.locale)} />
      </p>
    );
  if (typeof value === 'string' && (props.isProse || isProse(value))) {
    return (
      <p className="nc-prose nc-text" dir="auto">
        {typeof base === 'string' ? (
          <DiffText before={base} after={value} side={side} />
        ) : (
          <LongText text={value} />
        )}
      </p>
    );
  }
  const items = itemsOf(value);
  if (items) return <ItemList items={items} base={itemsOf(base) ?? items} side={side} />;
  if (isPlainObject(value))
    return <Facts value={value} base={isPlainObject(base) ? base : value} side={side} />;
  return (
    <p className="nc-value" dir="auto">
      <VisibleText text={plainText(value, messages)} />
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

/** A number, and below it how much more or less it is; not where a format of the app's own may make something else of it. */
function Amount({ value, base, format }: FieldValueProps & { readonly value: number }) {
  const messages = useMessages(valueMessages);
  const difference = typeof base === 'number' && (!format || format.isAmount) ? value - base : 0;
  const note = difference > 0 ? messages.moreThanBefore : messages.lessThanBefore;
  // 0.3 - 0.1 is no 0.19999999999999998 to anybody.
  const size = Number(Math.abs(difference).toPrecision(12));
  return (
    <>
      <p className="nc-value nc-number">{plainText(value, messages, format)}</p>
      {difference !== 0 && <p className="nc-value-note">{note(plainText(size, messages, format))}</p>}
    </>
  );
}

/** A record in the record: its fields by name, those that are gone as well. */
function Facts({
  value,
  base,
  side,
}: {
  readonly value: Readonly<Record<string, unknown>>;
  readonly base: Readonly<Record<string, unknown>>;
  readonly side: FieldValueProps['side'];
}) {
  return (
    <dl className="nc-facts">
      {diffValue(base, value)
        // What names a row to the server is nothing to people.
        .filter(({ name }) => name !== 'id')
        .map(({ name = '', before, after }) => (
          <div key={name}>
            <dt>{fieldLabel([name])}</dt>
            <dd>
              <FieldValue value={after} base={before} side={side} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
