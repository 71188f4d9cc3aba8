import { diffValue, isPlainObject, type ValuePart } from '../core/index.js';
import { useNoClobber, type Messages } from '../react/index.js';
import { DiffText } from './DiffText.js';
import { Icon, type IconName } from './Icon.js';
import { itemText } from './plainText.js';

export interface ItemListProps {
  readonly items: readonly unknown[];
  /** What it is compared with: what changed since is marked. */
  readonly base: readonly unknown[];
}

/** A list as it differs from another one: short items as tags, records as rows with a word and an icon for what became of them. */
export function ItemList({ items, base }: ItemListProps) {
  const { messages } = useNoClobber();
  const parts = diffValue(base, items);
  const areRows = [...items, ...base].some(isPlainObject);
  return areRows ? (
    <ol className="nc-items">
      {parts.map((part, index) => (
        <Row key={index} part={part} />
      ))}
    </ol>
  ) : (
    <ul className="nc-tags">
      {parts.map((part, index) => (
        <li key={index} className="nc-tag">
          <Tag part={part} messages={messages} />
        </li>
      ))}
    </ul>
  );
}

function Tag({ part: { kind, before, after }, messages }: { part: ValuePart; messages: Messages }) {
  if (kind === 'removed') {
    return (
      <del className="nc-del" data-label={messages.removed}>
        {itemText(before, messages)}
      </del>
    );
  }
  if (kind !== 'added') return itemText(after, messages);
  return (
    <ins className="nc-ins" data-label={messages.added}>
      {itemText(after, messages)}
    </ins>
  );
}

const icons: Readonly<Record<Exclude<ValuePart['kind'], 'same'>, IconName>> = {
  added: 'plus',
  removed: 'minus',
  changed: 'pencil',
  moved: 'move',
};

function Row({ part }: { readonly part: ValuePart }) {
  const { messages } = useNoClobber();
  const { kind, before, after, from, to } = part;
  const text = itemText(after ?? before, messages);
  return (
    <li data-change={kind === 'same' ? undefined : kind}>
      <span className="nc-items-place">{to === undefined ? '–' : to + 1}</span>
      <span className="nc-items-name">
        {kind === 'changed' ? <DiffText before={itemText(before, messages)} after={text} /> : text}
      </span>
      {kind !== 'same' && (
        <span className="nc-badge">
          <Icon name={icons[kind]} />
          <span>{kind === 'moved' ? messages.moved((from ?? 0) + 1, (to ?? 0) + 1) : messages[kind]}</span>
        </span>
      )}
    </li>
  );
}
