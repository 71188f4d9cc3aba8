import type { WriteEvent } from '../hooks.js';
import type { Feed } from './createFeed.js';
import type { FeedEvent } from './feedEvent.js';

const kinds: Readonly<Record<Exclude<WriteEvent['kind'], 'unchanged'>, FeedEvent['kind']>> = {
  created: 'changed',
  updated: 'changed',
  deleted: 'deleted',
  purged: 'deleted',
  restored: 'restored',
};

/** Tells the feed of a write, unless it changed nothing. */
export function publishWrite(
  feed: Feed,
  {
    resource,
    id,
    version,
    kind,
    by,
    isReplay,
  }: Pick<WriteEvent, 'resource' | 'id' | 'version' | 'kind' | 'by' | 'isReplay'>,
): void {
  if (isReplay || kind === 'unchanged') return;
  feed.publish({
    kind: kinds[kind],
    tenant: by.tenant ?? '',
    resource,
    id,
    version,
    by: { id: by.id, name: by.name },
  });
}
