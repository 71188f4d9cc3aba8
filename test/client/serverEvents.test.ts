import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServerEvents, type ServerEvent } from '../../src/client/live/readServerEvents.js';

async function read(bytes: Uint8Array, cuts: readonly number[] = []): Promise<ServerEvent[]> {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const events: ServerEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      edges.slice(1).forEach((end, index) => controller.enqueue(bytes.slice(edges[index], end)));
      controller.close();
    },
  });
  await readServerEvents(body, { onEvent: (event) => events.push(event), heard() {} });
  return events;
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('reading server-sent events', () => {
  it('reads what the standard allows', async () => {
    const stream =
      ':\n\nid: e-1\nevent: changed\ndata: {"a":\ndata: 1}\n\nevent: resync\r\ndata:\r\n\r\nid: 3\n\nretry: 5\rdata: x\r\r:';

    expect(await read(encode(stream))).toEqual([
      { id: 'e-1', kind: 'changed', data: '{"a":\n1}' },
      { id: undefined, kind: 'resync', data: '' },
      { id: undefined, kind: 'message', data: 'x' },
    ]);
  });

  it('reads the same wherever the network cuts, within a letter too', async () => {
    const bytes = encode(
      'id: 1\r\nevent: changed\r\ndata: Größe 😀\r\n\r\n:\n\ndata: b\n\ndata: c\r\rdata: never ended',
    );
    const whole = await read(bytes);
    expect(whole).toHaveLength(3);

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        expect(await read(bytes, cuts)).toEqual(whole);
      }),
    );
  });

  it('gives up on a line without an end', async () => {
    await expect(read(new Uint8Array(2 * 1024 * 1024).fill(97))).rejects.toThrow('without an end');
  });
});
