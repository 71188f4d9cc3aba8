import { followEvents, read } from './httpCalls.js';

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

export async function openPage(url: string, id: string): Promise<OpenPage> {
  const waiting = new Map<string, () => void>();
  const close = await followEvents(url, (event) => {
    if (event.id === id) waiting.get(event.version ?? '')?.();
  });
  return {
    async follow({ version, sentAt }, { isRead }) {
      await new Promise<void>((resolve) => waiting.set(version, resolve));
      waiting.delete(version);
      if (isRead) await read(`${url}/articles/${id}`);
      return performance.now() - sentAt;
    },
    close,
  };
}
