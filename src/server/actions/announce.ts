import type { Context } from '../context.js';
import type { FeedEvent } from '../feed/feedEvent.js';
import { refOfPlace, type RecordPlace } from './recordPlace.js';

/** Tells everybody who follows that somebody locked a record, let it go, asks for it, or came and went. */
export function announce(
  { feed }: Pick<Context, 'feed'>,
  kind: FeedEvent['kind'] & ('locked' | 'unlocked' | 'editors'),
  place: RecordPlace,
): void {
  const { id, name } = place.caller;
  feed.publish({ kind, ...refOfPlace(place), version: null, by: { id, name } });
}
