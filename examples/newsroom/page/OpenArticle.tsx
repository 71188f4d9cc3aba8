import { useVersionedForm } from 'noclobber/form';
import { useEditLock, useEditors } from 'noclobber/react';
import { useCallback, useEffect } from 'react';
import type { Article } from '../article.js';
import { firstEditor, yourArticles } from '../resource.js';
import type { OpenArticle as OpenState } from './openArticles.js';
import { refreshBoth } from './queryClients.js';
import { SecondEditor } from './SecondEditor.js';
import type { Address } from './useAddress.js';
import { YourArticle } from './YourArticle.js';

export interface OpenArticleProps {
  readonly article: OpenState;
  readonly isCurrent: boolean;
  readonly onNote: (news: Pick<OpenState, 'key'> & Partial<OpenState>) => void;
  readonly onRename: (article: { readonly key: number; readonly id: string }) => void;
  readonly onShow: (address: Address) => void;
}

const newArticle: Omit<Article, 'id'> = {
  title: '',
  body: '',
  section: 'city',
  status: 'draft',
  price: 0,
  publishDate: '',
  tags: [],
  author: firstEditor,
};

/** One article in both editors' hands. It stays mounted while something in it is not saved, on screen or not. */
export function OpenArticle({ article, isCurrent, onNote, onRename, onShow }: OpenArticleProps) {
  const { key, id } = article;
  const lock = useEditLock(yourArticles, id);
  const form = useVersionedForm(yourArticles, id, {
    lock,
    defaultValues: newArticle,
    onSaved(record) {
      if (record.value.id !== id) onRename({ key, id: record.value.id });
      void refreshBoth();
    },
  });
  const title = form.record?.value.title;
  const isEdited = form.unsaved.length > 0;
  const editors = useEditors(yourArticles, isCurrent ? id : null, { isEditing: isEdited });
  const isAsking = form.conflictDialog.conflict !== null;

  useEffect(() => onNote({ key, isEdited, title }), [key, isEdited, title, onNote]);
  // A question about an article that is not on screen brings it there.
  useEffect(() => {
    if (isAsking && !isCurrent) onShow(id);
  }, [isAsking, isCurrent, id, onShow]);

  return (
    <>
      <YourArticle id={id} form={form} lock={lock} editors={editors} isCurrent={isCurrent} />
      <SecondEditor
        key={id}
        id={id}
        yourForm={form}
        isCurrent={isCurrent}
        onEdited={useCallback((isEditedByThem: boolean) => onNote({ key, isEditedByThem }), [key, onNote])}
      />
    </>
  );
}
