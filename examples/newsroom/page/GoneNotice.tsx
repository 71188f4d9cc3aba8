import type { Versioned } from 'noclobber';
import { useState } from 'react';
import type { Article } from '../article.js';
import { yourArticles } from '../resource.js';
import { Icon } from './Icon.js';
import { refreshBoth } from './queryClients.js';

export interface GoneNoticeProps {
  /** Who deleted it, where the server tells. */
  readonly deletedBy: string | undefined;
  /** What it was last. */
  readonly record: Versioned<Article> | null;
}

/** The article on screen was deleted: by whom, and what can be done. */
export function GoneNotice({ deletedBy = 'Someone', record }: GoneNoticeProps) {
  const [failure, setFailure] = useState<string>();

  async function bringBack({ value }: Versioned<Article>): Promise<void> {
    try {
      await yourArticles.create(value, { isReplacement: true });
      await refreshBoth();
    } catch {
      setFailure('It could not be brought back. Try again in a moment.');
    }
  }

  return (
    <div className="nc-notice" data-tone="theirs" role="status">
      <Icon name="trash" />
      <p className="nc-notice-text">
        <strong>{deletedBy} deleted this article.</strong>{' '}
        <span className="nc-muted">{failure ?? (record && 'It can be brought back as it was.')}</span>
      </p>
      {record && (
        <div className="nc-buttons">
          <button
            type="button"
            className="nc-button"
            data-size="small"
            onClick={() => void bringBack(record)}
          >
            Bring it back
          </button>
        </div>
      )}
    </div>
  );
}
