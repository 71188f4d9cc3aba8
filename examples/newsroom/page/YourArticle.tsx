import type { VersionedForm } from 'noclobber/form';
import { ConflictDialog, SaveNotice } from 'noclobber/react';
import { useEffect, useId, useRef } from 'react';
import type { Article } from '../article.js';
import { yourArticles } from '../resource.js';
import { ArticleFields } from './ArticleFields.js';
import { GoneNotice } from './GoneNotice.js';
import { Hint } from './Hint.js';
import { LoadFailure } from './LoadFailure.js';
import { SaveBar } from './SaveBar.js';
import { Skeleton } from './Skeleton.js';
import { useGone } from './useGone.js';
import { whoAndWhen } from './whoAndWhen.js';

export interface YourArticleProps {
  readonly id: string | null;
  readonly form: VersionedForm<Article>;
  readonly isCurrent: boolean;
}

/** Your pane: the article's form, what became of the last save above it, and the save bar below. */
export function YourArticle({ id, form, isCurrent }: YourArticleProps) {
  const headingId = useId();
  const { gone, retry } = useGone(id);
  const { record, status, unsaved } = form;
  const isNew = record === null && id === null;
  const isLoaded = isNew || record !== null;
  const isOnlyGone = gone !== undefined && unsaved.length === 0;
  // That it was saved once is no news about an article that is gone.
  const notice = gone && form.notice?.kind === 'merged' ? null : form.notice;
  const noticePlace = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (notice) noticePlace.current?.scrollIntoView({ block: 'nearest' });
  }, [notice]);

  return (
    <section
      className="room-pane"
      id={isCurrent ? 'yours' : undefined}
      data-who="you"
      aria-labelledby={headingId}
      hidden={!isCurrent}
    >
      <div className="room-head">
        <h2 id={headingId}>Your article</h2>
        <span className="nc-muted">
          {isNew
            ? 'New, not saved yet'
            : gone
              ? 'Deleted'
              : record && `Last change: ${whoAndWhen(record.change)}`}
        </span>
      </div>
      <form className="room-form" aria-labelledby={headingId} noValidate onSubmit={form.save}>
        <div className="room-body">
          <div ref={noticePlace} className="room-notice">
            <SaveNotice notice={notice} resource={yourArticles} />
          </div>
          {gone && form.notice?.kind !== 'deleted' && (
            <GoneNotice deletedBy={gone.deletedBy} record={record} hasUnsaved={!isOnlyGone} />
          )}
          {!isLoaded && !gone && status === 'loading' && <Skeleton label="Loading the article…" lines={6} />}
          {!isLoaded && !gone && status === 'error' && <LoadFailure what="This article" onRetry={retry} />}
          {isLoaded && !isOnlyGone && (
            <>
              {!isNew && !gone && <Hint form={form} />}
              <ArticleFields form={form} />
            </>
          )}
        </div>
        {isLoaded && !isOnlyGone && <SaveBar form={form} isNew={isNew} />}
      </form>
      <ConflictDialog {...form.conflictDialog} />
    </section>
  );
}
