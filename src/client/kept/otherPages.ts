/** What the pages of one browser tell each other. Hints only: nothing is true because a page says so. */
type Message =
  | { readonly kind: 'who-has'; readonly names: readonly string[] }
  | { readonly kind: 'has'; readonly names: readonly string[] }
  | { readonly kind: 'saved'; readonly url: string; readonly id: string }
  | { readonly kind: 'changed' | 'cleared' };

/** How long a page may take to answer; one that sleeps does not. */
const answerMs = 100;

const held = new Set<string>();
const listeners = new Set<(message: Message) => void>();
let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel {
  if (channel) return channel;
  const made = new BroadcastChannel('noclobber');
  made.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'who-has') {
      const names = data.names.filter((name) => held.has(name));
      if (names.length > 0) post({ kind: 'has', names });
    } else for (const listener of listeners) listener(data);
  });
  channel = made;
  return made;
}

function post(message: Message): void {
  open().postMessage(message);
}

/** Tells this page and the others that what is kept has changed, or was cleared. */
export function tellPages(kind: 'changed' | 'cleared'): void {
  post({ kind });
  for (const listener of listeners) listener({ kind });
}

/** Listens to all pages, this one included. @returns what ends it. */
export function hearPages(listener: (kind: Message['kind']) => void): () => void {
  return listen(({ kind }) => listener(kind));
}

/** Tells the other pages that a record was saved: they read it again themselves. */
export function tellSaved(record: SavedRecord): void {
  post({ kind: 'saved', ...record });
}

/** Listens for records that other pages saved. @returns what ends it. */
export function hearSaved(listener: (record: SavedRecord) => void): () => void {
  return listen((message) => message.kind === 'saved' && listener(message));
}

function listen(hear: (message: Message) => void): () => void {
  open();
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Which record was saved: the resource's URL, and its id. */
interface SavedRecord {
  readonly url: string;
  readonly id: string;
}

/** Says that a form on this page holds something; other pages are told when they ask. @returns what ends it. */
export function hold(name: string): () => void {
  open();
  held.add(name);
  return () => held.delete(name);
}

/** Asks all pages which of these things a form holds. */
export async function heldSomewhere(names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.every((name) => held.has(name))) return new Set(names);
  const found = new Set<string>();
  const stop = listen((message) => {
    if (message.kind === 'has') for (const name of message.names) found.add(name);
  });
  post({ kind: 'who-has', names });
  await new Promise((resolve) => setTimeout(resolve, answerMs));
  stop();
  return new Set(names.filter((name) => found.has(name) || held.has(name)));
}
