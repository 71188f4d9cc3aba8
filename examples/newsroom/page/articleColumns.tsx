import type { TableColumn } from 'noclobber/table';
import { sectionNames, statusNames, type Article } from '../article.js';
import { TitleLink, type TitleLinkProps } from './TitleLink.js';

interface ArticleColumnsOptions extends Pick<TitleLinkProps, 'onShow'> {
  readonly currentId: string | null | undefined;
  /** Those that are open with edits. */
  readonly editedIds: readonly string[];
}

/** What the table of articles shows, and how each column is edited. */
export function articleColumns({
  currentId,
  editedIds,
  onShow,
}: ArticleColumnsOptions): readonly TableColumn<Article>[] {
  return [
    {
      field: 'title',
      width: 200,
      validate: (title) => (title === '' ? 'An article needs a title' : undefined),
      show: (title, { id }) => (
        <TitleLink
          id={id}
          title={title}
          isCurrent={id === currentId}
          isEdited={editedIds.includes(id)}
          onShow={onShow}
        />
      ),
    },
    { field: 'status', type: 'select', options: optionsOf(statusNames) },
    { field: 'section', type: 'select', options: optionsOf(sectionNames) },
    {
      field: 'price',
      type: 'number',
      validate: (price) => (price >= 0 ? undefined : 'A price is 0 or more'),
    },
    // A day that is not set is an empty text here.
    { field: 'publishDate', type: 'date', width: 160, parse: (day) => day },
    { field: 'author', isReadOnly: true },
  ];
}

function optionsOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
