import Database from 'libsql';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// The newsroom as `npm start` runs it: the real server on a SQLite file, the real page, a real browser.
let folder: string;
let newsroom: ChildProcess;
let url: string;
let browser: Browser;
let pages: Page[];
let complaints: string[];

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsroom-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  newsroom = spawn(process.execPath, ['--import', 'tsx', 'examples/newsroom/start.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      // An edit of the source must not reload a page in mid-test.
      CI: '1',
      PORT: `${port}`,
      API_PORT: `${apiPort}`,
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of newsroom.stdout ?? []) {
    said += String(text);
    if (said.includes(`:${apiPort}`)) break;
  }
  url = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

afterAll(async () => {
  await browser.close();
  newsroom.kill('SIGINT');
  const [code] = await once(newsroom, 'exit');
  await rm(folder, { recursive: true });
  if (code !== 0) throw new Error(`Ctrl-C ended the newsroom with ${String(code)}.`);
});

beforeEach(() => {
  pages = [];
  complaints = [];
});

afterEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  if (complaints.length > 0) throw new Error(`A page complained: ${complaints.join('\n')}`);
});

/** Opens an article in a browser of its own. */
async function openPage(id: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  pages.push(page);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports a refused save as a failed resource.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  await page.goto(`${url}/?article=${id}`);
  await title(page).waitFor();
  return page;
}

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
const price = (page: Page) => page.getByRole('textbox', { name: 'Price', exact: true });
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (page: Page) => page.getByRole('dialog');
const choose = (page: Page, field: string, choice: string) =>
  dialog(page).getByRole('group', { name: field, exact: true }).getByRole('radio', { name: choice }).check();
const save = (page: Page) => button(page, 'Save').click();
const saved = (page: Page) =>
  page
    .getByText(/^Saved/)
    .first()
    .waitFor();

/** What the database file holds, read beside the server. */
function stored(id: string): { readonly title: string; readonly price: number; readonly isDeleted: boolean } {
  const database = new Database(join(folder, 'newsroom.sqlite'), { readonly: true });
  try {
    const row: unknown = database.prepare('select data, deleted from articles where id = ?').get(id);
    // The columns that were selected.
    const { data, deleted } = row as { readonly data: string; readonly deleted: number };
    return { ...JSON.parse(data), isDeleted: deleted === 1 };
  } finally {
    database.close();
  }
}

/** Two people change one article's title; the first one saves, the second one meets the conflict. */
async function meetConflict(id: string): Promise<readonly [first: Page, second: Page]> {
  const [first, second] = [await openPage(id), await openPage(id)];
  await title(second).fill('Mine');
  await saveTitle(first, { id, text: 'Theirs' });
  await save(second);
  await dialog(second).getByRole('heading', { name: 'Someone else changed this article' }).waitFor();
  expect(stored(id).title).toBe('Theirs');
  return [first, second];
}

async function saveTitle(page: Page, { id, text }: { readonly id: string; readonly text: string }) {
  await title(page).fill(text);
  await save(page);
  await expect.poll(() => stored(id).title).toBe(text);
}

describe('two people in the newsroom', () => {
  it('edit one field: the second is asked, and the choice is what the database holds', async () => {
    const id = 'ferry-timetable';
    const [, second] = await meetConflict(id);

    expect(await dialog(second).getByRole('radio', { checked: true }).count()).toBe(0);
    await choose(second, 'Title', 'Your change');
    await button(second, 'Save merged').click();
    await dialog(second).waitFor({ state: 'detached' });
    expect(stored(id).title).toBe('Mine');
  });

  it('meet a third save in between: a new conflict, never an overwrite', async () => {
    const id = 'sea-wall-lights';
    const [first, second] = await meetConflict(id);
    await choose(second, 'Title', 'Your change');
    await saveTitle(first, { id, text: 'Theirs again' });
    await button(second, 'Save merged').click();

    await dialog(second).getByText('Your changes and your choices are safe.').waitFor();
    expect(stored(id).title).toBe('Theirs again');
    await choose(second, 'Title', 'Your change');
    await button(second, 'Save merged').click();
    await dialog(second).waitFor({ state: 'detached' });
    expect(stored(id).title).toBe('Mine');
  });

  it('force: only over the version that was shown', async () => {
    const id = 'dredging';
    const [first, second] = await meetConflict(id);
    await button(second, 'Overwrite with mine…').click();
    await second.getByRole('alertdialog').waitFor();
    await saveTitle(first, { id, text: 'Theirs again' });
    await button(second, /^Save, overwriting/).click();

    await dialog(second).getByText('Your changes and your choices are safe.').waitFor();
    expect(stored(id).title).toBe('Theirs again');
    await button(second, 'Overwrite with mine…').click();
    await button(second, /^Save, overwriting/).click();
    await expect.poll(() => stored(id).title).toBe('Mine');
  });

  it('edit different fields: both survive, with a notice and no question', async () => {
    const id = 'pilot-boat';
    const [first, second] = [await openPage(id), await openPage(id)];
    // Seen live, theirs would be in the form before the save.
    await second.route(`**/api/articles/${id}?*`, (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await title(second).fill('Mine');
    await price(first).fill('999.00');
    await save(first);
    await saved(first);
    await save(second);

    await second.getByText(/^Saved, merged with/).waitFor();
    expect(await dialog(second).count()).toBe(0);
    expect(stored(id)).toMatchObject({ title: 'Mine', price: 999 });
  });

  it('lose nothing by Escape or by a record that goes away', async () => {
    const id = 'seal-count';
    const [first, second] = [await openPage(id), await openPage(id)];
    await title(second).fill('Mine');
    await button(first, 'Delete this article').click();
    await expect.poll(() => stored(id).isDeleted).toBe(true);
    await save(second);
    await dialog(second).getByRole('heading', { name: 'Someone else deleted this article' }).waitFor();
    await second.keyboard.press('Escape');
    await dialog(second).waitFor({ state: 'detached' });
    expect(await title(second).inputValue()).toBe('Mine');
    await button(second, 'Review').click();
    await button(second, 'Recreate with my version').click();
    await expect.poll(() => stored(id).title).toBe('Mine');
  });

  it('L7, L8: meet an enforced lock: one may read, is refused a save, keeps what is typed, and takes over', async () => {
    const id = 'night-buses';
    const [first, second] = [await openPage(id), await openPage(id)];
    const told = (page: Page, text: string) =>
      page.getByRole('status').filter({ hasText: text }).first().waitFor();
    await first.getByRole('checkbox', { name: 'Their lock refuses your saves' }).check();
    await button(first, 'Lock this article').click();
    await told(second, 'Second editor is editing this article.');
    await second.getByText(/^Second editor since/).waitFor();
    await title(second).fill('Mine');
    await save(second);
    await told(second, 'has locked it');
    expect(stored(id).title).not.toBe('Mine');

    await button(second, 'View read-only').click();
    const before = stored(id).title;
    await second.getByRole('article', { name: before, exact: true }).waitFor();
    await button(first, 'Change the title').click();
    await expect.poll(() => stored(id).title).not.toBe(before);
    await second.getByRole('article', { name: stored(id).title, exact: true }).waitFor();
    await button(second, 'Back to the form').click();
    expect(await title(second).inputValue()).toBe('Mine');

    const notice = second.getByRole('region', { name: 'Your article' }).getByRole('status');
    await notice.getByRole('button', { name: 'Take over' }).click();
    await told(first, 'took over this article');
    await save(second);
    await choose(second, 'Title', 'Your change');
    await button(second, 'Save merged').click();
    await expect.poll(() => stored(id).title).toBe('Mine');
  });

  it('L18, L20, L22: see who else is here, hand over what is asked for, and find in the list what others have', async () => {
    const id = 'harbour-bridge';
    const page = await openPage(id);
    const yours = page.getByRole('region', { name: 'Your article' });
    await yours.getByText('Second editor is here too').waitFor();
    await title(page).fill('Mine');
    await yours.getByText(/^Yours for/).waitFor();
    await button(page, 'Ask you for the article').click();
    await yours.getByText('Second editor asks to edit this article.').waitFor();
    await yours.getByRole('button', { name: 'Save and hand over' }).click();
    await button(page, 'Let the article go').waitFor();
    await yours.getByText(/^Second editor since/).waitFor();
    expect(stored(id).title).toBe('Mine');

    await button(page, 'All columns').click();
    const rows = page
      .getByRole('grid', { name: 'Articles' })
      .getByRole('row')
      .filter({ has: page.getByRole('link') });
    const filter = page.getByRole('combobox', { name: 'Locks' });
    await filter.selectOption('others');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.textContent()).toMatch(/Mine.*Second editor, until/);
    await filter.selectOption('free');
    await expect.poll(() => rows.count()).toBeGreaterThan(3);
    expect(await rows.filter({ has: page.locator(`a[href$="=${id}"]`) }).count()).toBe(0);
  });

  it('edit the list: a row that both changed waits for its review, the others are saved', async () => {
    const [first, second] = [await openPage('mural'), await openPage('ferry-timetable')];
    const grid = second.getByRole('grid', { name: 'Articles' });
    const rowOf = (id: string) => grid.getByRole('row').filter({ has: second.locator(`a[href$="=${id}"]`) });
    const retitle = async (id: string, text: string) => {
      await rowOf(id)
        .getByRole('rowheader')
        .click({ position: { x: 4, y: 4 } });
      await second.keyboard.type(`${text}\n`);
    };
    await button(second, 'All columns').click();
    await retitle('mural', 'Mine');
    await retitle('lighthouse-keeper', 'Mine too');
    await saveTitle(first, { id: 'mural', text: 'Theirs' });
    await rowOf('mural').getByText('Needs you').waitFor();
    await button(second, 'Save 1 change').click();
    await expect.poll(() => stored('lighthouse-keeper').title).toBe('Mine too');
    expect(stored('mural').title).toBe('Theirs');

    await button(second, 'Review Mine').click();
    await choose(second, 'Title', 'Your change');
    await button(second, 'Save merged').click();
    await expect.poll(() => stored('mural').title).toBe('Mine');
    await rowOf('mural').getByRole('link').click();
    await expect.poll(() => title(second).inputValue()).toBe('Mine');
  });
});
