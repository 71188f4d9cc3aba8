import { useState } from 'react';
import { formMessages, useMessages, useNoClobber, type TheirChange } from '../react/index.js';
import type { RecordValue, Resource } from '../client/index.js';
import { FieldValue } from './value/FieldValue.js';
import { formatOf } from './value/formatOf.js';
import { Icon } from './Icon.js';
import { whenMade, whoIn } from './who.js';

export interface FieldMarkProps<T extends RecordValue> {
  /** The entry of `form.theirChanges` for this field; without one nothing is shown. */
  readonly change: TheirChange | undefined;
  readonly resource: Pick<Resource<T>, 'formats'>;
}

/** One quiet line below a field: others changed it while it was open. Nothing blocks typing. */
export function FieldMark<T extends RecordValue>({ change: theirs, resource }: FieldMarkProps<T>) {
  const messages = useMessages(formMessages);
  const { userId } = useNoClobber();
  const [isOpen, setOpen] = useState(false);
  if (!theirs) return null;
  const who = whoIn(theirs.change, { messages, userId });
  if (theirs.kind === 'updated') {
    return (
      <p className="nc nc-mark" data-side="theirs">
        <Icon name="person" />
        <span>{messages.updatedBy(who, whenMade(theirs.change, messages))}</span>
      </p>
    );
  }
  return (
    <div className="nc">
      <p className="nc-mark" data-side="theirs">
        <Icon name="split" />
        <span>{messages.changedThisToo(who)}</span>
        <button type="button" className="nc-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? messages.hideTheirChange : messages.seeTheirChange}
        </button>
      </p>
      {isOpen && (
        <div className="nc-mark-diff" data-side="theirs">
          <FieldValue value={theirs.theirs} base={theirs.base} format={formatOf(resource, theirs.path)} />
          <p className="nc-muted">{messages.keepTyping}</p>
        </div>
      )}
    </div>
  );
}
