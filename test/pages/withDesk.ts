import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { harbour } from '../newsroom.js';
import { openDesk } from './openDesk.js';

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Opens a desk for a file's tests, with these records, as they were at first for each test; and what a person does on its page. */
export function withDesk(ids: readonly string[] = ['1']) {
  let desk: Desk;
  let context: BrowserContext;

  beforeAll(async () => {
    desk = await openDesk();
    for (const id of ids) await desk.create({ ...harbour, id });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.reset();
    context = await desk.browser.newContext();
  });
  afterEach(() => context.close());

  const shown = async (page: Page, name: string, text: string) => {
    await expect.poll(() => page.getByTestId(name).textContent()).toBe(text);
  };
  const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
  return {
    desk: () => desk,
    context: () => context,
    shown,
    title,
    body: (page: Page) => page.getByRole('textbox', { name: 'Body' }),
    async open(path = '', url = desk.url): Promise<Page> {
      const page = await context.newPage();
      await page.goto(url + path);
      await shown(page, 'status', 'ready');
      return page;
    },
    async type(page: Page, text: string) {
      await title(page).press('End');
      await title(page).pressSequentially(text);
    },
    save: (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click(),
    restored: (page: Page) => page.getByText('Restored what you had not saved').waitFor({ state: 'visible' }),
    stored: async (id = '1') => (await desk.desk.get(id)).value,
    /** Cuts the line for writes and reads, not for the page itself; the browser says that it is offline. */
    goOffline: (isOffline: boolean) => context.setOffline(isOffline),
  };
}
