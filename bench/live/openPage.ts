import { Agent, get, type IncomingMessage } from 'node:http';

interface SentSave {
  readonly version: string;
  readonly sentAt: number;
}

/** A page that follows a server's events, as far as a server can tell. */
export interface OpenPage {
  /**
   * Waits until it is told of a save; with `isRead` it has the record open, and reads it then. Resolves to how long after the save was
   * sent that was, in milliseconds.
   */
  follow(save: SentSave, options: { readonly isRead: boolean }): Promise<number>;
  close(): void;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

export async function openPage(url: string, id: string): Promise<OpenPage> {
  const waiting = new Map<string, () => void>();
  const stream = await open(`${url}/events`);
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      const event: { readonly id?: string; readonly version?: string } = JSON.parse(data ?? '{}');
      if (event.id === id) waiting.get(event.version ?? '')?.();
    }
  });
  stream.on('error', () => {});
  return {
    async follow({ version, sentAt }, { isRead }) {
      await new Promise<void>((resolve) => waiting.set(version, resolve));
      waiting.delete(version);
      if (isRead) await read(`${url}/articles/${id}`);
      return performance.now() - sentAt;
    },
    close: () => stream.destroy(),
  };
}

function open(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { Accept: 'text/event-stream' } }, resolve).on('error', reject);
  });
}

async function read(url: string): Promise<void> {
  const answer = await open(url);
  answer.resume();
  await new Promise((resolve) => answer.on('end', resolve));
}
