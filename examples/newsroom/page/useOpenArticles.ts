import { useCallback, useEffect, useState } from 'react';
import { noteArticle, nothingOpen, showArticle, type OpenArticle } from './openArticles.js';
import { useAddress } from './useAddress.js';

/** Which articles are open, and which one is on screen: the one that the page's address names, else `first`. */
export function useOpenArticles(first: string | undefined) {
  const { address, go } = useAddress();
  const [state, setState] = useState(nothingOpen);
  const { open, current: currentKey } = state;
  const current = open.find(({ key }) => key === currentKey);
  if (address !== undefined && current?.id !== address) setState(showArticle(state, address));

  useEffect(() => {
    if (address === undefined && first !== undefined) go(first, { replace: true });
  }, [address, first, go]);

  const hasUnsaved = open.some(({ isEdited }) => isEdited);
  useEffect(() => {
    if (!hasUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [hasUnsaved]);

  const note = useCallback(
    (news: Pick<OpenArticle, 'key'> & Partial<OpenArticle>) => setState((last) => noteArticle(last, news)),
    [],
  );
  /** An article got its id, or became a copy with another one. */
  const rename = useCallback(
    (article: { readonly key: number; readonly id: string }) => {
      note(article);
      if (article.key === currentKey) go(article.id, { replace: true });
    },
    [note, go, currentKey],
  );
  return { open, current, show: go, note, rename };
}
