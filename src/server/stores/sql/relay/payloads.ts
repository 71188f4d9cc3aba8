import type { FeedEvent } from '../../../feed/feedEvent.js';

/** What one notification says. */
export interface Payload {
  /** The store that sent it, so that it can leave out its own. */
  readonly from: string;
  readonly events: readonly FeedEvent[];
  /** Something that does not fit was left out. */
  readonly hasGap: boolean;
}

/** PostgreSQL takes less than 8000 bytes. */
const mostBytes = 7900;

/** Puts events into as few notifications as they fit in. */
export function toPayloads({ from, events, hasGap }: Payload): readonly string[] {
  const head = JSON.stringify({ from });
  const fitting = events.map(toFitting);
  const isLost = hasGap || fitting.includes(undefined);
  const texts = isLost ? [JSON.stringify({ from, gap: true })] : [];
  const room = mostBytes - sizeOf(head) - ',"events":[]'.length;
  let batch: string[] = [];
  let size = 0;
  const finish = () => {
    if (batch.length > 0) texts.push(`${head.slice(0, -1)},"events":[${batch.join(',')}]}`);
    batch = [];
    size = 0;
  };
  for (const text of fitting) {
    if (text === undefined) continue;
    const added = sizeOf(text) + 1;
    if (size + added > room) finish();
    batch.push(text);
    size += added;
  }
  finish();
  return texts;
}

/** Reads a notification; undefined where it is none of ours. */
export function readPayload(text: string): Payload | undefined {
  try {
    const { from, events = [], gap = false }: Record<string, unknown> = JSON.parse(text);
    if (typeof from !== 'string' || !Array.isArray(events)) return undefined;
    // Whoever may notify here may also write to the tables: what they say is taken for true.
    return { from, events: events as readonly FeedEvent[], hasGap: gap === true };
  } catch {
    return undefined;
  }
}

/** A name is left out where it is too long; an event that is too long without one, altogether. */
function toFitting(event: FeedEvent): string | undefined {
  return [event, { ...event, by: null }]
    .map((candidate) => JSON.stringify(candidate))
    .find((text) => sizeOf(text) < mostBytes / 2);
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
