import { QueryClient } from '@tanstack/react-query';
import { isResponseError, type ResponseError } from 'noclobber';
import { recordKey } from 'noclobber';
import { yourArticles } from '../resource.js';

// The two editors share nothing but the server, as if each had a browser of their own.
export const yourClient = createClient();
export const theirClient = createClient();

/** Lets both editors see at once what one of them saved. */
export function refreshBoth(): Promise<unknown> {
  const queryKey = recordKey(yourArticles);
  return Promise.all([yourClient, theirClient].map((client) => client.invalidateQueries({ queryKey })));
}

/** Tells whether a read failed because the record is not there any more. */
export function isGone(error: Error | null): error is ResponseError {
  return isResponseError(error) && (error.status === 410 || error.status === 404);
}

/** The resource repeats what is worth repeating, so the cache does not. */
function createClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false } } });
}
