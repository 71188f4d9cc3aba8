import type { TableTexts } from '../../react/table/index.js';

/** What rows say, and to whom. */
export interface RowWords extends TableTexts {
  readonly who: { readonly messages: TableTexts; readonly userId: string | undefined };
}
