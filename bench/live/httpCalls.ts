import { Agent, get, request as ask, type IncomingMessage } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** What an event says of a record. */
export interface RecordEvent {
  readonly id?: string;
  readonly version?: string;
}

/** Reads a server's stream of events. Resolves, once it is open, to what ends it. */
export async function followEvents(url: string, onEvent: (event: RecordEvent) => void): Promise<() => void> {
  const stream = await open(`${url}/events`);
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) onEvent(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}'));
  });
  stream.on('error', () => {});
  return () => stream.destroy();
}

export async function read(url: string): Promise<void> {
  const answer = await open(url);
  answer.resume();
  await new Promise((resolve) => answer.on('end', resolve));
}

/** Writes a record, and gives it as the server has it then. */
export function write(
  url: string,
  method: 'POST' | 'PATCH',
  body: object,
): Promise<{ readonly _version: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    ask(url, { agent, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        if (Math.floor((answer.statusCode ?? 0) / 100) === 2) resolve(JSON.parse(text));
        else reject(new Error(`${method} ${url}: ${answer.statusCode}`));
      });
    })
      .on('error', reject)
      .end(JSON.stringify(body));
  });
}

function open(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { Accept: 'text/event-stream' } }, resolve).on('error', reject);
  });
}
