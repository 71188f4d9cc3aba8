import type { VersionedForm } from 'noclobber/form';
import {
  ConflictDialog,
  EditorsBar,
  LockBadge,
  LockNotice,
  SaveNotice,
  type Editors,
  type UseEditLock,
} from 'noclobber/react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Article } from '../article.js';
import { yourArticles } from '../resource.js';
import { ArticleFields } from './ArticleFields.js';
import { GoneNotice } from './GoneNotice.js';
import { Hint } from './Hint.js';
import { ReadOnlyArticle } from './ReadOnlyArticle.js';
import { SaveBar } from './SaveBar.js';
import { Skeleton } from './Skeleton.js';
import { useGone } from './useGone.js';

export interface YourArticleProps {
  readonly id: string | null;
  readonly form: VersionedForm<Article>;
  readonly lock: UseEditLock;
  readonly editors: Editors;
  readonly isCurrent: boolean;
}

/** Your pane: the article's form, what became of the last save above it, and the save bar below. */
export function YourArticle({ id, form, lock, editors, isCurrent }: YourArticleProps) {
  const headingId = useId();
  const gone = useGone(id);
  const { record, status, unsaved } = form;
  const isNew = record === null && id === null;
  const isLoaded = isNew || record !== null;
  const isOnlyGone = gone !== undefined && unsaved.length === 0;
  // Of an article that is gone, with nothing typed, only that is told.
  const notice = isOnlyGone && form.notice?.kind !== 'discarded' ? null : form.notice;
  const [isReading, setReading] = useState(false);
  const isReadOnly = isReading && id !== null && !isOnlyGone;
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
        {(isNew || gone) && <span className="nc-muted">{isNew ? 'New, not saved yet' : 'Deleted'}</span>}
        {!isNew && !gone && (
          <>
            <LockBadge lock={lock} />
            <EditorsBar editors={editors} resource={yourArticles} />
          </>
        )}
      </div>
      <form
        className="room-form"
        aria-labelledby={headingId}
        noValidate
        onSubmit={form.save}
        {...editors.tracking}
      >
        <div className="room-body">
          <div ref={noticePlace} className="room-notice">
            <SaveNotice notice={notice} resource={yourArticles} />
          </div>
          {!isNew && !gone && (
            <LockNotice
              lock={lock}
              resource={yourArticles}
              onSave={form.save}
              mine={form.getValues}
              {...(!isReadOnly && { onViewReadOnly: () => setReading(true) })}
            />
          )}
          {isOnlyGone && <GoneNotice deletedBy={gone.deletedBy} record={record} />}
          {!isLoaded && !gone && status === 'loading' && <Skeleton label="Loading the article…" lines={6} />}
          {isReadOnly && <ReadOnlyArticle id={id} onEdit={() => setReading(false)} />}
          {isLoaded && !isOnlyGone && !isReadOnly && (
            <>
              {!isNew && !gone && <Hint form={form} />}
              <ArticleFields form={form} />
            </>
          )}
        </div>
        {isLoaded && !isOnlyGone && !(isReadOnly && unsaved.length === 0) && (
          <SaveBar form={form} isNew={isNew} />
        )}
      </form>
      <ConflictDialog {...form.conflictDialog} />
    </section>
  );
}
