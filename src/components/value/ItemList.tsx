import { useMemo, useState } from 'react';
import { diffValue, isPlainObject, type ValuePart } from '../../core/index.js';
import { useMessages, valueMessages } from '../../react/index.js';
import { Icon, type IconName } from '../Icon.js';
import { DiffText } from './DiffText.js';
import { itemText } from './plainText.js';
import { VisibleText } from './VisibleText.js';

export interface ItemListProps {
  readonly items: readonly unknown[];
  /** What it is compared with: what changed since is marked. */
  readonly base: readonly unknown[];
  readonly side?: 'theirs' | 'mine' | undefined;
}

const mostAtFirst = 50;

/** A list as it differs from another one: short items as tags, records as rows with a word and an icon for what became of them. */
export function ItemList({ items, base, side }: ItemListProps) {
  const messages = useMessages(valueMessages);
  const [most, setMost] = useState(mostAtFirst);
  const parts = useMemo(() => diffValue(base, items), [base, items]);
  const areRows = [...items, ...base].some(isPlainObject);
  const shown = parts.slice(0, most);
  return (
    <>
      {areRows ? (
        <ol className="nc-items">
          {shown.map((part, index) => (
            <Row key={index} part={part} side={side} />
          ))}
        </ol>
      ) : (
        <ul className="nc-tags">
          {shown.map((part, index) => (
            <li key={index} className="nc-tag" dir="auto">
              <Tag part={part} side={side} />
            </li>
          ))}
        </ul>
      )}
      {parts.length > most && (
        <button type="button" className="nc-unfold" onClick={() => setMost(most * 4)}>
          {messages.more(parts.length - most)}
        </button>
      )}
    </>
  );
}

interface PartProps {
  readonly part: ValuePart;
  readonly side: ItemListProps['side'];
}

function Tag({ part: { kind, before, after }, side }: PartProps) {
  const messages = useMessages(valueMessages);
  const text = <VisibleText text={itemText(kind === 'removed' ? before : after, messages)} />;
  if (kind === 'removed') {
    return (
      <del className="nc-del" data-label={messages.removed} data-side={side}>
        {text}
      </del>
    );
  }
  if (kind !== 'added') return text;
  return (
    <ins className="nc-ins" data-label={messages.added} data-side={side}>
      {text}
    </ins>
  );
}

const icons: Readonly<Record<Exclude<ValuePart['kind'], 'same'>, IconName>> = {
  added: 'plus',
  removed: 'minus',
  changed: 'pencil',
  moved: 'move',
};

function Row({ part, side }: PartProps) {
  const messages = useMessages(valueMessages);
  const { kind, before, after, from, to } = part;
  const text = itemText(after ?? before, messages);
  const was = itemText(before, messages);
  return (
    <li data-change={kind === 'same' ? undefined : kind}>
      <span className="nc-items-place">{to === undefined ? '–' : to + 1}</span>
      <span className="nc-items-name" dir="auto">
        {kind === 'changed' && was !== text ? (
          <DiffText before={was} after={text} side={side} />
        ) : (
          <VisibleText text={text} />
        )}
      </span>
      {kind !== 'same' && (
        <span className="nc-badge" data-tone={side}>
          <Icon name={icons[kind]} />
          <span>{kind === 'moved' ? messages.moved((from ?? 0) + 1, (to ?? 0) + 1) : messages[kind]}</span>
        </span>
      )}
    </li>
  );
}
