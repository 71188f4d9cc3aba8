import { useDrafts, useSaveQueue } from 'noclobber/form';
import { ConflictDialog, NoClobberProvider, pluralsOf } from 'noclobber/react';
import { useState, type ReactNode } from 'react';
import { ArticleForm } from './ArticleForm.js';
import './page.css';
import { articles, bridge, type Article } from './newsroom.js';

const plural = pluralsOf('en');

/** An article's form that can be closed, and above it what this browser keeps: drafts, discarded ones, saves that need a look. */
export function DraftsAndQueue({ userId }: { readonly userId: string }) {
  return (
    <NoClobberProvider userId={userId}>
      <Page />
    </NoClobberProvider>
  );
}

function Page() {
  const [isOpen, setOpen] = useState(true);
  const { drafts, discarded, discard, recover } = useDrafts();
  const { saves, unresolved, review, conflictDialog } = useSaveQueue([articles]);
  return (
    <div className="nc story-page">
      <p role="status">
        {drafts.length} {plural(drafts.length, { one: 'unsaved draft', other: 'unsaved drafts' })} ·{' '}
        {saves.length} {plural(saves.length, { one: 'save', other: 'saves' })} not sent yet
      </p>
      {drafts.map((draft) => (
        <Line key={draft.slot} article={draft.mine} what="Not saved.">
          <Button name="Discard" act={() => discard(draft)} />
        </Line>
      ))}
      {discarded.map((draft) => (
        <Line key={draft.slot} article={draft.mine} what="Discarded.">
          <Button name="Bring back" act={() => recover(draft)} />
        </Line>
      ))}
      {unresolved.map((save) => (
        <Line key={save.order} article={save.mine} what="Someone else changed it meanwhile.">
          {save.next === 'review' && <Button name="Review" act={() => review(save)} />}
        </Line>
      ))}
      {isOpen && <ArticleForm id={bridge.id} />}
      <Button name={isOpen ? 'Close the article' : 'Open the article'} act={() => setOpen(!isOpen)} />
      {conflictDialog && <ConflictDialog {...conflictDialog} />}
    </div>
  );
}

interface LineProps {
  /** What is kept of it: of a story, always an article. */
  readonly article: unknown;
  readonly what: string;
  readonly children: ReactNode;
}

function Line({ article, what, children }: LineProps) {
  return (
    <div className="story-line">
      <span>
        <strong>{(article as Article).title}</strong> <span className="nc-muted">{what}</span>
      </span>
      {children}
    </div>
  );
}

function Button({ name, act }: { readonly name: string; readonly act: () => unknown }) {
  return (
    <button type="button" className="nc-button" data-size="small" onClick={() => void act()}>
      {name}
    </button>
  );
}
