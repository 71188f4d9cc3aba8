import { isEdited, type RowSnapshot, type TableTexts } from '../../react/table/index.js';

/** What rows say, and to whom. */
export interface RowWords extends TableTexts {
  /** Nothing is being sent: what was, was not answered. */
  readonly isUnanswered: boolean;
  readonly who: { readonly messages: TableTexts; readonly userId: string | undefined };
}

/** What a row is called that has nothing in its first cell: a new one's id says nothing to anybody. */
export function unnamed<T>(id: string, row: RowSnapshot<T> | undefined, texts: TableTexts): string {
  return row && isEdited(row) && row.isNew ? texts.newRow : id;
}
