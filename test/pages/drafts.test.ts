import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { openDesk } from './openDesk.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let context: BrowserContext;

beforeAll(async () => {
  desk = await openDesk();
  await desk.create(harbour);
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  context = await desk.browser.newContext();
});
afterEach(() => context.close());

async function open(url = desk.url): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await shown(page, 'status', 'ready');
  return page;
}

const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
const shown = async (page: Page, name: string, text: string) => {
  await expect.poll(() => page.getByTestId(name).textContent()).toBe(text);
};
const type = async (page: Page, text: string) => {
  await title(page).press('End');
  await title(page).pressSequentially(text);
};
const restored = (page: Page) =>
  page.getByText('Restored what you had not saved').waitFor({ state: 'visible' });

describe('a draft in a real browser', () => {
  it('is there after a reload right after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await page.reload();
    await restored(page);

    expect(await title(page).inputValue()).toBe(`${harbour.title}abc`);
    expect(await page.getByTestId('unsaved').textContent()).toBe('title');
  });

  it('is there after the tab was closed right after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await page.close();
    const again = await open();
    await restored(again);

    expect(await title(again).inputValue()).toBe(`${harbour.title}abc`);
  });

  it('F32: is there after the tab’s process was killed half a second after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const session = await context.newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    session.send('Page.crash').catch(() => {});
    await crashed;
    const again = await open();
    await restored(again);

    expect(await title(again).inputValue()).toBe(`${harbour.title}abc`);
  });

  it('F33: a page that comes back by the back button checks its version', async () => {
    const page = await open();
    await type(page, '!');
    await page.goto('about:blank');
    await desk.desks('1', { title: 'Theirs', body: 'Theirs' });
    await page.goBack();
    await expect.poll(() => page.getByRole('textbox', { name: 'Body' }).inputValue()).toBe('Theirs');
    await expect.poll(() => title(page).inputValue()).toBe(`${harbour.title}!`);
    await page.getByText('Desk changed this too.').waitFor();
  });

  it('works on a page without TLS, which has no randomUUID, no locks and no clipboard', async () => {
    const page = await open(desk.plainUrl);
    expect(
      await page.evaluate(() => [
        isSecureContext,
        typeof crypto.randomUUID,
        typeof navigator.locks,
        typeof navigator.clipboard,
      ]),
    ).toEqual([false, 'undefined', 'undefined', 'undefined']);
    await type(page, 'abc');
    await page.reload();
    await restored(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await shown(page, 'status', 'saved');
    await shown(page, 'drafts', '0');

    expect((await desk.desk.get('1')).value.title).toBe(`${harbour.title}abc`);
  });
});
