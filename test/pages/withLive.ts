import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { harbour } from '../newsroom.js';
import { openDesk, type DeskOptions } from './openDesk.js';

type Desk = Awaited<ReturnType<typeof openDesk>>;

interface OpenOptions {
  readonly mode?: 'advisory' | 'enforced';
  /** Opens a tab beside this page. @default a browser of one's own */
  readonly beside?: Page;
  /** Runs before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly url?: string;
  /** How long before its end a lock warns. @default the kit's */
  readonly warnMs?: number;
}

/** Opens a desk for a file's tests, with an article of its own for each, and what people see and do on their pages. */
export function withLive(options: DeskOptions = {}) {
  let desk: Desk;
  let contexts: BrowserContext[] = [];
  let id = '';
  let held: ((request: Request) => Promise<void>)[] = [];
  /** How many streams of events were asked for, and how many are open. */
  let streams = { asked: 0, open: 0 };

  beforeAll(async () => {
    desk = await openDesk({ folder: 'live', ...options });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    id = crypto.randomUUID();
    // Those of the test before may end only now.
    const counted = { asked: 0, open: 0 };
    streams = counted;
    held = [];
    desk.answerWith(async (request, serve) => {
      await Promise.all(held.map((wait) => wait(request)));
      const response = await serve(request);
      if (!request.url.endsWith('/events')) return response;
      counted.asked += 1;
      counted.open += 1;
      request.signal.addEventListener('abort', () => (counted.open -= 1));
      return response;
    });
    await desk.create({ ...harbour, id });
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });

  const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
  const body = (page: Page) => page.getByRole('textbox', { name: 'Body' });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const shown = async (page: Page, name: string, text: string) => {
    await expect.poll(() => page.getByTestId(name).textContent()).toBe(text);
  };
  return {
    desk: () => desk,
    id: () => id,
    streams: () => streams,
    title,
    body,
    button,
    shown,
    told: (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).first().waitFor(),
    /** A field has this text. */
    async holds(field: ReturnType<typeof body>, text: string) {
      await expect.poll(() => field.inputValue()).toBe(text);
    },
    async open(
      user: string,
      { mode = 'advisory', beside, prepare, url = desk.url, warnMs }: OpenOptions = {},
    ) {
      const context = beside?.context() ?? (await desk.browser.newContext());
      if (!beside) contexts.push(context);
      const page = await context.newPage();
      await prepare?.(page);
      const address = new URLSearchParams({ user, id, mode, list: '1' });
      if (warnMs !== undefined) address.set('warn', String(warnMs));
      await page.goto(`${url}/?${address}`);
      await expect.poll(() => page.getByTestId('status').textContent()).not.toBe('loading');
      return page;
    },
    /** Holds what is asked for at the end of an address. @returns what lets it go. */
    hold(path: string): () => void {
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      held.push(async (request) => {
        if (request.url.endsWith(path)) await released;
      });
      return () => release();
    },
    /** Somebody without a page changes the article's body. */
    change: (text: string) => desk.desks(id, { body: text }),
    stored: async () => (await desk.desk.get(id)).value,
    /** Goes to another page, as by a link. */
    async away(page: Page) {
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'Kept' : 'New'));
      });
      await page.goto('about:blank');
    },
    /** Goes back, to the very page that the browser has kept. */
    async back(page: Page) {
      // It is loaded already, so there is no load to wait for.
      void page.goBack({ waitUntil: 'commit' }).catch(() => undefined);
      await expect.poll(() => page.title()).toBe('Kept');
    },
  };
}
