/** One article that is open for editing. */
export interface OpenArticle {
  /** Stays the same when a new article gets its id. */
  readonly key: number;
  /** `null` while the article is new. */
  readonly id: string | null;
  /** The title as it was last saved. */
  readonly title?: string;
  /** Something that you typed is not saved. */
  readonly isEdited: boolean;
  /** Something that the second editor typed is not saved. */
  readonly isEditedByThem: boolean;
}

export interface OpenArticles {
  readonly open: readonly OpenArticle[];
  /** The key of the one on screen. */
  readonly current: number | null;
  readonly nextKey: number;
}

export const nothingOpen: OpenArticles = { open: [], current: null, nextKey: 1 };

/** Puts an article on screen. The others stay open as long as something in them is not saved: what was typed is never dropped. */
export function showArticle(state: OpenArticles, id: string | null): OpenArticles {
  const found = state.open.find((article) => article.id === id);
  const shown = found ?? { key: state.nextKey, id, isEdited: false, isEditedByThem: false };
  return withoutIdle({
    open: found ? state.open : [...state.open, shown],
    current: shown.key,
    nextKey: found ? state.nextKey : state.nextKey + 1,
  });
}

/** Notes what is known anew about an open article: its id once it has one, or whether it is edited. */
export function noteArticle(
  state: OpenArticles,
  { key, ...news }: Pick<OpenArticle, 'key'> & Partial<OpenArticle>,
): OpenArticles {
  const open = state.open.map((article) => (article.key === key ? { ...article, ...news } : article));
  return withoutIdle({ ...state, open });
}

function withoutIdle(state: OpenArticles): OpenArticles {
  const open = state.open.filter(
    ({ key, isEdited, isEditedByThem }) => isEdited || isEditedByThem || key === state.current,
  );
  return { ...state, open };
}
