import type { MouseEvent } from 'react';
import { Icon } from './Icon.js';
import { hrefOf, type Address } from './useAddress.js';

export interface TitleLinkProps {
  readonly id: string;
  readonly title: string;
  /** It is the one beside the list. */
  readonly isCurrent: boolean;
  /** It is open, with edits that are not saved. */
  readonly isEdited: boolean;
  readonly onShow: (address: Address) => void;
}

/** What an article is called, and the way to it. */
export function TitleLink({ id, title, isCurrent, isEdited, onShow }: TitleLinkProps) {
  function onClick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onShow(id);
  }
  return (
    <>
      <a
        className="room-title"
        href={hrefOf(id)}
        tabIndex={-1}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onClick}
      >
        {title || 'Untitled'}
      </a>
      {isEdited && (
        <span className="nc-state" data-tone="mine" title="Open, with edits that are not saved">
          <Icon name="pencil" />
          <span className="nc-hidden">, open, with edits that are not saved</span>
        </span>
      )}
    </>
  );
}
