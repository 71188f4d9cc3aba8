import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

// The form and its dialog as an app ships them: built, in chunks, under the strictest policy, in a real browser.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'none'",
  "connect-src 'self'",
  'img-src data:',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let folder: string;
let server: Server;
let url: string;
let browser: Browser;
let page: Page;
let complaints: string[];

/** What the page offers to a test. */
interface Offered {
  readonly saveAs: (
    name: string,
    change: { readonly title?: string; readonly body?: string },
  ) => Promise<void>;
  readonly read: () => Promise<{ readonly title: string; readonly body: string }>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialog-page-'));
  const { resolve } = (await import('../../vite.config.js')).default;
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('dialog', import.meta.url)),
    resolve,
    build: { outDir: folder, target: 'es2022' },
  });
  server = createServer(({ url: path = '/' }, response) => {
    const file = path === '/' ? '/index.html' : path;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain');
    try {
      response.end(readFileSync(join(folder, file)));
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});

afterEach(() => page.context().close());

async function open(at = '', cut?: RegExp): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`opened ${dialog.type()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      // The function above.
      (globalThis as unknown as { complain(text: string): void }).complain(
        `${violatedDirective} ${blockedURI} ${sample}`,
      );
    });
  });
  if (cut) await page.route(cut, (route) => route.abort());
  await page.goto(url + at);
  await page.getByRole('textbox', { name: 'Title' }).waitFor();
}

const saveAsDesk = (change: { readonly title?: string; readonly body?: string }) =>
  page.evaluate((edit) => (globalThis as unknown as Offered).saveAs('Desk', edit), change);
const stored = () => page.evaluate(() => (globalThis as unknown as Offered).read());
/** All that the browser keeps of what was typed, as text. */
const keptDrafts = () =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        indexedDB.open('noclobber').addEventListener('success', ({ target }) => {
          // It is the request that was opened here.
          const { result } = target as IDBOpenDBRequest;
          const drafts = result.transaction('drafts').objectStore('drafts').getAll();
          drafts.addEventListener('success', () => {
            result.close();
            resolve(JSON.stringify([...drafts.result, ...Object.values(localStorage)]));
          });
        });
      }),
  );
const title = () => page.getByRole('textbox', { name: 'Title' });
const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
const isDialogCode = /OpenDialog[^/]*\.js$/;
/** All that is loaded only where two edits meet. */
const isMeetingCode = /(OpenDialog|meeting|merge|resolve)[^/]*\.js$/;

describe('the dialog on a page of its own', () => {
  it('F20 works under a strict policy and trusted types: nothing inline, nothing of it runs', async () => {
    await open();
    const script = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await title().fill(`Mine ${script}`);
    await page.getByRole('textbox', { name: 'Body' }).fill(`One, mine.\nTwo.\nThree.\nFour, mine. ${script}`);
    await saveAsDesk({ title: `Theirs ${script}`, body: `One, theirs.\nTwo.\nThree.\nFour. ${script}` });
    await save();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this article' });
    await dialog.waitFor();
    await dialog.getByRole('group', { name: 'Title' }).getByRole('radio', { name: 'Edit' }).check();
    await dialog.getByRole('textbox', { name: 'Your own version of Title' }).fill('Ours');
    await dialog.getByRole('button', { name: 'Copy my version' }).click();
    await dialog.getByRole('button', { name: 'Overwrite with mine…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Go back' }).click();
    for (const part of await dialog.getByRole('radio', { name: 'Their change' }).all()) await part.check();
    await dialog.getByRole('button', { name: 'Save merged' }).click();
    await dialog.waitFor({ state: 'detached' });

    const { title: saved, body } = await stored();
    expect([saved, body]).toEqual(['Ours', expect.stringContaining(`One, theirs.`)]);
    expect(body).toContain(script);
    expect(await page.locator('[style]').count()).toBe(0);
    expect(await page.locator('style').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('loads the dialog’s code when the page is idle after the first edit, and not before', async () => {
    await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    expect(asked.filter((address) => isDialogCode.test(address))).toEqual([]);
    const loaded = page.waitForRequest(isDialogCode);
    await title().fill('Mine');
    await loaded;
    // From here on it works without the server that has its code.
    await page.waitForLoadState('networkidle');
    await page.route('**', (route) => route.abort());
    await saveAsDesk({ title: 'Theirs' });
    await save();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this article' });
    await dialog.getByRole('radio', { name: 'Your change' }).check();
    await dialog.getByRole('button', { name: 'Save merged' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await stored()).toMatchObject({ title: 'Mine' });
    expect(complaints).toEqual([]);
  });

  it('says that its code could not be loaded, loses nothing, and comes when it can be', async () => {
    await open();
    await page.route(isMeetingCode, (route) => route.abort());
    await title().fill('Mine');
    await saveAsDesk({ title: 'Theirs' });
    await save();
    const alert = page.getByRole('alertdialog', { name: 'The comparison could not be loaded.' });
    await alert.getByText('The comparison could not be loaded.').waitFor();
    expect(await alert.textContent()).toContain('Your changes are safe');
    expect(await title().inputValue()).toBe('Mine');
    expect(await stored()).toMatchObject({ title: 'Theirs' });
    await alert.getByRole('button', { name: 'Copy my version' }).click();
    const copy = alert.getByRole('textbox', { name: 'Copy my version' });
    expect(await copy.inputValue()).toContain('title: Mine');
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('title: Mine');
    await alert.getByRole('button', { name: 'Keep editing' }).click();
    await page.getByText('Your changes are safe, but not saved yet.').waitFor();

    await page.unroute(isMeetingCode);
    await page.getByRole('button', { name: 'Review' }).click();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this article' });
    await dialog.getByRole('radio', { name: 'Your change' }).check();
    await dialog.getByRole('button', { name: 'Save merged' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await stored()).toMatchObject({ title: 'Mine' });
    expect(complaints).toEqual([]);
  });

  it('can be left where its code never comes, and loses nothing', async () => {
    // Asked for, and never answered.
    await open();
    await page.route(isMeetingCode, () => {});
    await title().fill('Mine');
    await saveAsDesk({ title: 'Theirs' });
    await save();
    const alert = page.getByRole('alertdialog', { name: 'The comparison could not be loaded.' });
    await alert.getByRole('button', { name: 'Keep editing' }).click();
    await page.getByText('Your changes are safe, but not saved yet.').waitFor();
    await title().fill('Mine, and more');

    expect(await title().inputValue()).toBe('Mine, and more');
    expect(await stored()).toMatchObject({ title: 'Theirs' });
    expect(complaints).toEqual([]);
  });

  it('keeps nothing of a secret field where its code fails to load, and the rest once it is here', async () => {
    await open('#secret', isMeetingCode);
    const body = page.getByRole('textbox', { name: 'Body' });
    await body.fill('Nobody is to read this.');
    await title().fill('Mine');
    await page.getByText('This browser keeps no copy of what you type.').waitFor();
    await page.waitForTimeout(500);
    expect(await keptDrafts()).toBe('[]');

    await page.unroute(isMeetingCode);
    await title().fill('Mine, too');
    await expect.poll(keptDrafts).toContain('Mine, too');
    expect(await keptDrafts()).not.toContain('Nobody');
    expect(await body.inputValue()).toBe('Nobody is to read this.');
    await page.reload();
    await expect.poll(() => title().inputValue()).toBe('Mine, too');
    expect(await body.inputValue()).toBe('One.\nTwo.\nThree.\nFour.');
  });

  it('copies my version where a page has no clipboard of its own', async () => {
    await open();
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await title().fill('Mine');
    await saveAsDesk({ title: 'Theirs' });
    await save();
    await page.getByRole('button', { name: 'Copy my version' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    await page.getByRole('radio', { name: 'Edit' }).check();
    const own = page.getByRole('textbox', { name: 'Your own version of Title' });
    await own.fill('');
    await own.press('ControlOrMeta+v');
    expect(await own.inputValue()).toContain('Title: Mine');
    expect(complaints).toEqual([]);
  });
});
