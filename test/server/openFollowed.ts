import { memoryStore, type VersionCheckerOptions } from 'noclobber/server';
import { expect } from 'vitest';
import { openEvents, type EventsRequest } from './openEvents.js';
import { openServer } from './openServer.js';

/** A server whose events can be followed. */
export function openFollowed(store = memoryStore(), options: Partial<VersionCheckerOptions> = {}) {
  const server = openServer(store, { log: () => undefined, ...options });
  const follow = (request?: EventsRequest) => openEvents((asked) => server.checker.fetch(asked), request);
  return { ...server, follow };
}

/** Waits for the event of a record, and gives what came up to then. */
export async function namesUpTo(
  id: string,
  events: Awaited<ReturnType<typeof openEvents>>,
): Promise<string[]> {
  await expect.poll(() => JSON.stringify(events.events)).toContain(`"id":"${id}"`);
  return events.events.flatMap(({ event, data }) => (event === 'resync' ? [] : `${event} ${idOf(data)}`));
}

function idOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : '';
}
