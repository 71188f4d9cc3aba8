import type { QueryClient } from '@tanstack/react-query';
import type { LiveMessage } from '../../client/index.js';

type Follow = (message: LiveMessage) => void;

interface Place {
  readonly queryClient: QueryClient;
  readonly resource: { readonly url: string };
}

const followers = new WeakMap<QueryClient, Map<string, Set<Follow>>>();

/** Hears what `useLiveChanges` hears: for tables, whose rows lie outside of the query cache. @returns what ends it. */
export function follow({ queryClient, resource }: Place, follower: Follow): () => void {
  const ofClient = followers.get(queryClient) ?? new Map<string, Set<Follow>>();
  followers.set(queryClient, ofClient);
  const all = ofClient.get(resource.url) ?? new Set();
  ofClient.set(resource.url, all.add(follower));
  return () => void all.delete(follower);
}

/** Passes on what `useLiveChanges` has heard. */
export function tellFollowers({ queryClient, resource }: Place, message: LiveMessage): void {
  for (const follower of followers.get(queryClient)?.get(resource.url) ?? []) follower(message);
}
