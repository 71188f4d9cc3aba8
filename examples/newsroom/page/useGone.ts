import { isResponseError } from 'noclobber';
import { useVersionedQuery } from 'noclobber/react';
import { yourArticles } from '../resource.js';
import { isGone, liveRecord } from './queryClients.js';

/** Watches whether an article still is there. */
export function useGone(id: string | null) {
  const { error, refetch } = useVersionedQuery(yourArticles, id, liveRecord);
  const gone = isGone(error) ? { deletedBy: deletedBy(error) } : undefined;
  return { gone, retry: () => void refetch() };
}

function deletedBy(error: Error | null): string | undefined {
  const problem: object | undefined = isResponseError(error) ? error.problem : undefined;
  if (!problem || !('deletedBy' in problem)) return undefined;
  const by = problem.deletedBy;
  return typeof by === 'object' && by && 'name' in by ? String(by.name) : undefined;
}
