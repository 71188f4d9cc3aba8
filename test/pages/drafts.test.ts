import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withDesk } from './withDesk.js';

const { body, context, desk, open, restored, save, shown, stored, title, type } = withDesk();

describe('a draft in a real browser', () => {
  it('is there after a reload right after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await page.reload();
    await restored(page);

    expect(await title(page).inputValue()).toBe(`${harbour.title}abc`);
    expect(await page.getByTestId('unsaved').textContent()).toBe('title');
  });

  it('is there after a reload while the database is still busy with it', async () => {
    const page = await open();
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('noclobber');
        request.addEventListener('success', () => resolve(request.result));
      });
      // A transaction that never ends holds up the next one.
      const store = database.transaction('drafts', 'readwrite').objectStore('drafts');
      const goOn = () => store.count().addEventListener('success', goOn);
      goOn();
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function tell(...given) {
        document.title = 'Underway';
        return put.apply(this, given);
      };
    });
    await type(page, 'abc');
    await expect.poll(() => page.title()).toBe('Underway');
    await page.reload();
    await restored(page);

    expect(await title(page).inputValue()).toBe(`${harbour.title}abc`);
  });

  it('is there after the tab was closed right after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await page.close();
    const again = await open();
    await restored(again);

    expect(await title(again).inputValue()).toBe(`${harbour.title}abc`);
  });

  it('comes back in one of two tabs that are opened at once', async () => {
    const before = await open();
    await type(before, 'abc');
    await before.close();
    const pages = await Promise.all([open(), open()]);
    // Longer than it takes to ask all pages.
    await pages[0].waitForTimeout(1500);
    const titles = await Promise.all(pages.map((page) => title(page).inputValue()));

    expect(titles.toSorted()).toEqual([harbour.title, `${harbour.title}abc`]);
  });

  it('comes back, and is saved, while the code for edits that meet is still on its way', async () => {
    const before = await open();
    await type(before, 'abc');
    await before.close();
    // Asked for, and never answered.
    await context().route(/meeting[^/]*\.js$/, () => {});
    const page = await open();
    await restored(page);
    await save(page);
    await expect.poll(async () => (await stored()).title).toBe(`${harbour.title}abc`);
    await shown(page, 'status', 'saved');
  });

  it('F32: is there after the tab’s process was killed half a second after the last keystroke', async () => {
    const page = await open();
    await type(page, 'abc');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const session = await context().newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    session.send('Page.crash').catch(() => {});
    await crashed;
    const again = await open();
    await restored(again);

    expect(await title(again).inputValue()).toBe(`${harbour.title}abc`);
  });

  it('brings back what was chosen in a conflict before the page was reloaded', async () => {
    const page = await open();
    await type(page, '!');
    await body(page).fill('Mine');
    await desk().desks('1', { title: 'Theirs', body: 'Theirs' });
    await save(page);
    await page.getByRole('group', { name: 'Title' }).getByRole('radio', { name: 'Your change' }).click();
    await page.reload();
    await restored(page);
    await save(page);
    await page.getByText('1 of 2 needs you').waitFor();
    await page.getByRole('button', { name: 'Change the choice for Title' }).waitFor();
    await page.getByRole('group', { name: 'Body' }).getByRole('radio', { name: 'Their change' }).click();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await shown(page, 'status', 'saved');

    expect((await desk().desk.get('1')).value).toMatchObject({ title: `${harbour.title}!`, body: 'Theirs' });
  });

  it('is told of when the disk is full, by the browser’s own quota, and kept again when there is room', async () => {
    const page = await open();
    const session = await context().newCDPSession(page);
    const { origin } = new URL(desk().url);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await type(page, 'abc');
    await page.getByText('This browser keeps no copy of what you type.').waitFor();
    await shown(page, 'drafts', '0');
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await type(page, 'd');
    await shown(page, 'drafts', '1');
    await page.getByText('This browser keeps no copy of what you type.').waitFor({ state: 'detached' });
    await page.reload();
    await restored(page);

    expect(await title(page).inputValue()).toBe(`${harbour.title}abcd`);
  });

  it('works on a page without TLS, which has no randomUUID, no locks and no clipboard', async () => {
    const page = await open('', desk().plainUrl);
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

    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}abc`);
  });
});
