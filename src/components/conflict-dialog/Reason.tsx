import { Fragment } from 'react';
import { formatPath, type Path } from '../../core/index.js';
import { useNoClobber, type ConflictReview } from '../../react/index.js';
import type { DialogView } from './dialogView.js';

export interface ReasonProps<T> {
  readonly id: string;
  readonly review: ConflictReview<T>;
  readonly view: DialogView;
  /** Id of the element that holds a field's question. */
  readonly idOf: (path: Path) => string;
}

const mostNames = 3;

/** The line beside "Save merged": why it waits, with a way to each open field, or whose work it will overwrite. */
export function Reason<T>({ id, review, view, idOf }: ReasonProps<T>) {
  const { messages } = useNoClobber();
  const { open, overwritten } = review;
  if (open.length === 0) {
    const fields = overwritten.map(({ path }) => view.labelOf(path));
    return (
      <p className="nc-dialog-reason" id={id}>
        {fields.length === 0 ? messages.overwritesNothing : messages.overwrites(view.who, fields)}
      </p>
    );
  }
  const named = open.slice(0, mostNames);
  const others = open.length - named.length;
  return (
    <p className="nc-dialog-reason" id={id}>
      {messages.chooseFor}{' '}
      {named.map(({ path }, index) => (
        <Fragment key={formatPath(path)}>
          {index > 0 && (index === named.length - 1 && others === 0 ? ` ${messages.and} ` : ', ')}
          <button type="button" className="nc-link" onClick={() => goTo(idOf(path))}>
            {view.labelOf(path)}
          </button>
        </Fragment>
      ))}
      {others > 0 && ` ${messages.andMore(others)}`} {messages.toSave}
    </p>
  );
}

function goTo(id: string): void {
  document.getElementById(id)?.querySelector<HTMLElement>('input[type="radio"]')?.focus();
}
