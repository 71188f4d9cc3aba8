import { useVersionedQuery } from 'noclobber/react';
import { yourArticles } from '../resource.js';
import { isGone } from './queryClients.js';

/** Watches whether an article still is there, and who deleted it. */
export function useGone(id: string | null): { readonly deletedBy: string | undefined } | undefined {
  const { error } = useVersionedQuery(yourArticles, id);
  return isGone(error) ? { deletedBy: error.change?.by.name } : undefined;
}
