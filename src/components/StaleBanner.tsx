import type { RecordValue, Resource } from '../client/index.js';
import { diffValue, type ChangeInfo, type Versioned } from '../core/index.js';
import { fieldLabel, formMessages, useMessages, useNoClobber } from '../react/index.js';
import { Icon } from './Icon.js';
import { useHydrated } from './useHydrated.js';
import { whenIn, whoIn } from './who.js';

export interface StaleBannerProps<T extends RecordValue> {
  /** The version that the page shows. */
  readonly shown: Versioned<T> | null | undefined;
  /** The newest version that was met, by a query or a live event. */
  readonly latest: Versioned<T> | null | undefined;
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels'>;
  /** The record was deleted, by whom and when, as far as `useStaleness` tells; there is nothing newer to show then. */
  readonly deletion?: { readonly change?: ChangeInfo } | null | undefined;
  /** Shows the newest. */
  readonly onShow: () => void;
}

/** One line over a page that shows an older version than there is: who changed what, and the way to see it. It never changes the page by itself. */
export function StaleBanner<T extends RecordValue>(props: StaleBannerProps<T>) {
  const { shown, latest, deletion, resource, onShow } = props;
  const messages = useMessages(formMessages);
  const { userId } = useNoClobber();
  const isHydrated = useHydrated();
  const { recordLabel } = resource;
  const tell = (change: ChangeInfo | undefined) =>
    [whoIn(change, { messages, userId }), recordLabel, isHydrated ? whenIn(change, messages) : ''] as const;
  if (deletion) {
    return (
      <div role="status">
        <div className="nc nc-notice" data-tone="need">
          <Icon name="trash" />
          <p className="nc-notice-text">
            <strong>{messages.isGone(...tell(deletion.change))}</strong>{' '}
            <span className="nc-muted">{messages.isGoneWhy}</span>
          </p>
        </div>
      </div>
    );
  }
  const isStale = shown && latest && shown.token !== latest.token;
  // Announced when it comes, so the place is there before the words are.
  if (!isStale) return <div role="status" />;
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  const fields = diffValue(shown.value, latest.value)
    .filter(({ kind }) => kind !== 'same')
    .map(({ name = '' }) => fieldLabel([name], { labels }));
  return (
    <div role="status">
      <div className="nc nc-notice" data-tone="theirs">
        <Icon name="person" />
        <p className="nc-notice-text">
          <strong>{messages.isStale(...tell(latest.change))}</strong>{' '}
          <span className="nc-muted">{fields.length > 0 && messages.staleFields(fields)}</span>
        </p>
        <div className="nc-buttons">
          <button type="button" className="nc-button" data-size="small" onClick={onShow}>
            {messages.showNewest}
          </button>
        </div>
      </div>
    </div>
  );
}
