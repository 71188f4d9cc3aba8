import { QueryClientProvider } from '@tanstack/react-query';
import type { VersionedForm } from 'noclobber/form';
import { NoClobberProvider } from 'noclobber/react';
import { useId } from 'react';
import type { Article } from '../article.js';
import { secondEditor } from '../resource.js';
import { locale } from '../words.js';
import { theirClient } from './queryClients.js';
import { SecondEditorDesk } from './SecondEditorDesk.js';

export interface SecondEditorProps {
  readonly id: string | null;
  readonly yourForm: VersionedForm<Article>;
  readonly isCurrent: boolean;
  readonly onEdited: (isEdited: boolean) => void;
}

/** Somebody else on the same article, with a query cache of their own: all they share with you is the server. */
export function SecondEditor({ id, yourForm, isCurrent, onEdited }: SecondEditorProps) {
  const headingId = useId();
  return (
    <QueryClientProvider client={theirClient}>
      <NoClobberProvider userId={secondEditor} messages={{ locale }}>
        <section
          className="room-pane"
          id={isCurrent ? 'second' : undefined}
          data-who="second"
          aria-labelledby={headingId}
          hidden={!isCurrent}
        >
          <div className="room-head">
            <h2 id={headingId}>Second editor</h2>
            {id !== null && <span className="nc-muted">On the same article</span>}
          </div>
          {id === null ? (
            <p className="room-empty">
              Nobody else can see a new article. Save it, and the second editor can open it too.
            </p>
          ) : (
            <SecondEditorDesk id={id} yourForm={yourForm} onEdited={onEdited} />
          )}
        </section>
      </NoClobberProvider>
    </QueryClientProvider>
  );
}
