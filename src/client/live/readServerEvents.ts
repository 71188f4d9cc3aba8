/** One server-sent event, its data still text. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly kind: string;
  readonly data: string;
}

/** A line that never ends is none of ours. */
const longestBuffer = 1024 * 1024;

/**
 * Reads server-sent events (WHATWG HTML, 9.2) until the stream ends.
 *
 * @param heard Told of everything that comes, comments too: the connection lives.
 */
export async function readServerEvents(
  body: ReadableStream<Uint8Array>,
  { onEvent, heard }: { readonly onEvent: (event: ServerEvent) => void; readonly heard: () => void },
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    // A chunk may end between the two halves of a line's end.
    const text = rest + decoder.decode(value, { stream: true });
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const parts = whole.split(/\r\n|\r|\n/);
    rest = (parts.pop() ?? '') + text.slice(whole.length);
    if (rest.length > longestBuffer) throw new Error('The stream of events sends a line without an end.');
    for (const line of parts) {
      if (line !== '') {
        lines.push(line);
        continue;
      }
      const event = toEvent(lines);
      lines = [];
      if (event) onEvent(event);
    }
  }
}

function toEvent(lines: readonly string[]): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    fields.set(name, name === 'data' && fields.has('data') ? `${fields.get('data')}\n${value}` : value);
  }
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { id: fields.get('id'), kind: fields.get('event') ?? 'message', data };
}
