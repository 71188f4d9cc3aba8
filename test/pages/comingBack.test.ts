import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { openDesk } from './openDesk.js';

let desk: Awaited<ReturnType<typeof openDesk>>;
let launched: Browser;
let browser: Browser;

/** Playwright keeps every page looked at, and switches the cache of pages off; here pages hide, freeze and come back as a person's do. */
beforeAll(async () => {
  desk = await openDesk();
  for (const id of ['1', '2']) await desk.create({ ...harbour, id });
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  launched = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
});
afterAll(async () => {
  await browser.close();
  await launched.close();
  await desk.close();
});

/** A form with something typed into its title, and a note of what the browser tells the page. */
async function openTyped(id: string): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no context.');
  const page = await context.newPage();
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const note = (event: Event) =>
      told.push(
        [event.type, document.visibilityState, event instanceof PageTransitionEvent && event.persisted].join(
          ' ',
        ),
      );
    for (const type of ['freeze', 'resume', 'pageshow', 'visibilitychange']) {
      window.addEventListener(type, note, { capture: true });
    }
  });
  await page.goto(`${desk.url}?id=${id}`);
  await expect.poll(() => page.getByTestId('status').textContent()).toBe('ready');
  await title(page).fill(`${harbour.title}!`);
  await expect.poll(() => page.getByTestId('drafts').textContent()).not.toBe('0');
  return page;
}

const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
const told = (page: Page) => page.evaluate(() => (window as Window & { told?: readonly string[] }).told);

/** The form has met what is saved, and said so, before anybody pressed Save. */
async function hasMetTheirs(page: Page, id: string) {
  const form = page.getByRole('form');
  await expect.poll(() => form.textContent()).toContain('Desk changed this too.');
  await expect.poll(() => page.getByRole('textbox', { name: 'Body' }).inputValue()).toBe('Theirs');
  expect(await title(page).inputValue()).toBe(`${harbour.title}!`);
  expect(desk.writes).toEqual([]);
  expect((await desk.desk.get(id)).value.title).toBe('Theirs');
}

describe('a page that comes back', () => {
  it('F33: out of the browser’s cache of pages checks its version', async () => {
    const page = await openTyped('1');
    await page.goto('about:blank');
    await desk.desks('1', { title: 'Theirs', body: 'Theirs' });
    // Playwright's own way back waits for a page that is loaded anew.
    await page.evaluate(() => setTimeout(() => history.back()));
    await expect.poll(() => told(page)).toContain('pageshow visible true');

    await hasMetTheirs(page, '1');
  });

  it('F31: after it was frozen looks at its version, shown or not, and saves nothing over what it slept through', async () => {
    const page = await openTyped('2');
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await expect.poll(() => told(page)).toContain('freeze hidden false');
    await desk.desks('2', { title: 'Theirs', body: 'Theirs' });
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await expect.poll(() => told(page)).toContain('resume hidden false');

    await hasMetTheirs(page, '2');
    await page.getByRole('button', { name: 'Save', exact: true }).dispatchEvent('click');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    expect((await desk.desk.get('2')).value.title).toBe('Theirs');
  });
});
