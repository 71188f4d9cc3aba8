import { dialogMessages, useMessages, type ConflictReview, type DialogView } from '../../react/index.js';
import { Icon } from '../Icon.js';

/** Says what is asked again because somebody saved once more, and that the other choices stand. */
export function ChangedAgain<T>({
  view,
  review,
}: {
  readonly view: DialogView;
  readonly review: ConflictReview<T>;
}) {
  const messages = useMessages(dialogMessages);
  const { outdated, choices } = review;
  if (outdated.length === 0) return null;
  return (
    <div className="nc-notice" data-tone="theirs" role="status">
      <Icon name="split" />
      <p className="nc-notice-text">
        <strong>
          {messages.changedAgain(
            view.who,
            outdated.map(({ path }) => view.labelOf(path)),
          )}
        </strong>{' '}
        {messages.choicesKept(choices.length)}
      </p>
    </div>
  );
}
