import { onTestFinished } from 'vitest';

/** One server-sent event. */
interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

export interface OpenEvents {
  readonly response: Response;
  /** All that have come so far. */
  readonly events: readonly ServerEvent[];
  /** How many comments have come so far. */
  comments(): number;
  /** Waits for the next event. */
  next(): Promise<ServerEvent>;
  /** Done when the stream has ended by itself. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface EventsRequest {
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly base?: string;
}

const longestWaitMs = 10_000;

/** Follows events as a client does; stops with the test. */
export async function openEvents(
  send: (request: Request) => Promise<Response>,
  { query = '', headers = {}, base = 'http://localhost' }: EventsRequest = {},
): Promise<OpenEvents> {
  const response = await send(new Request(`${base}/events${query}`, { headers }));
  if (response.status !== 200 || !response.body) throw new Error(`No events: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const events: ServerEvent[] = [];
  let comments = 0;
  let taken = 0;
  let wake = () => {};
  const ended = read().catch(() => undefined);
  const close = () => reader.cancel().catch(() => undefined);
  onTestFinished(close);

  async function read(): Promise<void> {
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      comments += blocks.filter((block) => block.startsWith(':')).length;
      events.push(...blocks.filter((block) => !block.startsWith(':')).map(toEvent));
      wake();
    }
  }

  return {
    response,
    events,
    comments: () => comments,
    ended,
    close,
    async next() {
      const deadline = Date.now() + longestWaitMs;
      for (;;) {
        const event = events[taken];
        if (event) {
          taken += 1;
          return event;
        }
        if (Date.now() > deadline) throw new Error('No event came.');
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 100);
        });
      }
    },
  };
}

function toEvent(block: string): ServerEvent {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  return { id: fields.id ?? '', event: fields.event ?? '', data: JSON.parse(fields.data ?? 'null') };
}
