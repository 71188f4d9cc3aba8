import type { RecordValue, Resource } from '../client/index.js';
import { diffValue, type Versioned } from '../core/index.js';
import { fieldLabel, useNoClobber } from '../react/index.js';
import { Icon } from './Icon.js';
import { whenMade, whoMade } from './who.js';

export interface StaleBannerProps<T extends RecordValue> {
  /** The version that the page shows. */
  readonly shown: Versioned<T> | null | undefined;
  /** The newest version that was met, by a query or a live event. */
  readonly latest: Versioned<T> | null | undefined;
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels'>;
  /** Shows the newest. */
  readonly onShow: () => void;
}

/** One line over a page that shows an older version than there is: who changed what, and the way to see it. It never changes the page by itself. */
export function StaleBanner<T extends RecordValue>({ shown, latest, resource, onShow }: StaleBannerProps<T>) {
  const config = useNoClobber();
  const { messages } = config;
  const isStale = shown && latest && shown.token !== latest.token;
  // Announced when it comes, so the place is there before the words are.
  if (!isStale) return <div role="status" />;
  const { recordLabel } = resource;
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
          <strong>
            {messages.isStale(whoMade(latest.change, config), recordLabel, whenMade(latest.change, messages))}
          </strong>{' '}
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
