import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withDesk } from './withDesk.js';

const { context, desk, goOffline, open, restored, save, shown, stored, title, type } = withDesk([
  '1',
  '2',
  '3',
]);

describe('saving without a connection', () => {
  it('F8: queues, says so, and is sent once when the connection is back', async () => {
    const page = await open();
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    await page.getByText('You are offline. Your changes are kept here.').waitFor();
    await type(page, '?');
    await goOffline(false);
    await expect.poll(async () => (await stored()).title).toBe(`${harbour.title}!`);
    await shown(page, 'saves', '0');

    expect(desk().writes).toHaveLength(1);
    expect(await title(page).inputValue()).toBe(`${harbour.title}!?`);
    expect(await page.getByTestId('unsaved').textContent()).toBe('title');
  });

  it('F8: sends several saves of one record in their order', async () => {
    const page = await open();
    await goOffline(true);
    await type(page, '1');
    await save(page);
    await shown(page, 'saves', '1');
    await type(page, '2');
    await save(page);
    await shown(page, 'saves', '2');
    await goOffline(false);
    await shown(page, 'status', 'saved');
    await shown(page, 'saves', '0');

    expect((await stored()).title).toBe(`${harbour.title}12`);
    expect(await page.getByTestId('unsaved').textContent()).toBe('');
    expect(new Set(desk().writes).size).toBe(desk().writes.length);
  });

  it('F8, U14: survives the page, and is sent once from one of two tabs that are online at once', async () => {
    const page = await open();
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    await page.close();
    await goOffline(false);
    const tabs = await Promise.all([open(), open('?id=2')]);
    await expect.poll(async () => (await stored()).title).toBe(`${harbour.title}!`);
    for (const tab of tabs) await shown(tab, 'saves', '0');
    for (const tab of tabs) await shown(tab, 'drafts', '0');

    expect(new Set(desk().writes).size).toBe(1);
    expect((await desk().desk.get('1')).value).toEqual({ ...harbour, title: `${harbour.title}!` });
  });

  it('F8: two tabs that are online at once send every save once, each record’s in order', async () => {
    const saved: string[] = [];
    desk().answerWith(async (request, serve) => {
      const { title: sent } = request.method === 'GET' ? {} : await request.clone().json();
      const response = await serve(request);
      if (sent && response.ok) saved.push(`${request.url.match(/articles\/(\d)/)?.[1]} ${sent}`);
      return response;
    });
    const tabs = await Promise.all([open('?id=1'), open('?id=2'), open('?id=3')]);
    await goOffline(true);
    for (const tab of tabs) {
      for (const text of ['1', '2']) {
        await tab.bringToFront();
        await type(tab, text);
        await save(tab);
        await shown(tab, 'status', 'queued');
      }
    }
    const [one, two, three] = tabs;
    for (const tab of tabs) await shown(tab, 'saves', '6');
    // What this one queued is for whichever of the others has the queue.
    await three?.close();
    await goOffline(false);
    for (const tab of [one, two]) if (tab) await shown(tab, 'saves', '0');

    for (const id of ['1', '2', '3']) {
      expect(saved.filter((entry) => entry.startsWith(id))).toEqual([
        `${id} ${harbour.title}1`,
        `${id} ${harbour.title}12`,
      ]);
      expect((await stored(id)).title).toBe(`${harbour.title}12`);
    }
  });

  it('U14, U15: repeats a save under its own key that was on its way when the page was reloaded', async () => {
    const page = await open();
    let arrived = () => {};
    const isThere = new Promise<void>((resolve) => (arrived = resolve));
    desk().answerWith(async (request, serve) => {
      if (request.method === 'GET') return serve(request);
      const response = await serve(request);
      arrived();
      // The answer to the first one never comes.
      return desk().writes.length > 1 ? response : new Promise(() => {});
    });
    await type(page, '!');
    await save(page);
    await isThere;
    await page.reload();
    await shown(page, 'status', 'ready');
    await expect.poll(() => desk().writes.length).toBe(2);
    await shown(page, 'saves', '0');
    await shown(page, 'unsaved', '');

    expect(desk().writes).toHaveLength(2);
    expect(new Set(desk().writes).size).toBe(1);
    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!`);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('F8: opens the dialog for a save that met a conflict while it waited', async () => {
    const page = await open();
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    await desk().desks('1', { title: 'Theirs' });
    await goOffline(false);
    await page.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();
    await page.getByRole('radio', { name: 'Your change' }).click();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await shown(page, 'status', 'saved');
    await shown(page, 'saves', '0');

    expect((await stored()).title).toBe(`${harbour.title}!`);
  });

  it('F8: collects the conflicts of forms that are closed in a list, to work through one by one', async () => {
    for (const id of ['1', '2']) {
      const page = await open(`?id=${id}`);
      await goOffline(true);
      await type(page, '!');
      await save(page);
      await shown(page, 'status', 'queued');
      await page.close();
      await goOffline(false);
      await desk().desks(id, { title: `Theirs ${id}` });
    }
    const page = await open('?id=new');
    await expect.poll(() => page.getByRole('listitem').count()).toBe(2);
    for (const id of ['1', '2']) {
      await page.getByRole('button', { name: `Review ${id}` }).click();
      await page.getByRole('dialog').waitFor();
      await page.getByRole('radio', { name: 'Your change' }).click();
      await page.getByRole('button', { name: 'Save merged' }).click();
      await expect.poll(async () => (await stored(id)).title).toBe(`${harbour.title}!`);
    }
    await expect.poll(() => page.getByRole('listitem').count()).toBe(0);

    await shown(page, 'saves', '0');
  });

  it('F8: queues and sends on a page without TLS, too, which has no locks', async () => {
    const page = await open('', desk().plainUrl);
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    await page.close();
    await goOffline(false);
    const tabs = await Promise.all([open('', desk().plainUrl), open('?id=2', desk().plainUrl)]);
    await expect.poll(async () => (await stored()).title).toBe(`${harbour.title}!`);
    for (const tab of tabs) await shown(tab, 'saves', '0');

    expect(new Set(desk().writes).size).toBe(1);
  });

  /** Leaves a save in the queue that others' change of the title stands against. */
  async function leaveStuck() {
    const page = await open();
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    await page.close();
    await goOffline(false);
    await desk().desks('1', { title: 'Theirs' });
  }

  it('F8: takes a save out of the queue that is typed back, though the code for conflicts was never loaded', async () => {
    const before = await open();
    await goOffline(true);
    await type(before, '!');
    await save(before);
    await shown(before, 'status', 'queued');
    await before.close();
    await goOffline(false);
    await context().addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });
    });
    await context().route(/meeting[^/]*\.js$/, (route) => route.abort());
    const page = await open();
    await restored(page);
    await title(page).press('End');
    await title(page).press('Backspace');
    await shown(page, 'saves', '0');

    await shown(page, 'drafts', '0');
    expect(desk().writes).toEqual([]);
  });

  it('F8: waits on where the code that sends can’t be loaded, and is sent once it can be', async () => {
    const isMeeting = /meeting[^/]*\.js$/;
    await context().route(isMeeting, (route) => route.abort());
    const page = await open();
    await goOffline(true);
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'queued');
    const refused = page.waitForEvent('requestfailed', (request) => isMeeting.test(request.url()));
    await goOffline(false);
    await refused;
    await shown(page, 'status', 'queued');
    expect(desk().writes).toEqual([]);
    await context().unroute(isMeeting);
    await goOffline(true);
    await goOffline(false);
    await expect.poll(async () => (await stored()).title).toBe(`${harbour.title}!`);
    await shown(page, 'status', 'saved');
    expect(desk().writes).toHaveLength(1);
  });

  it('does not ask again about what was settled in the list, or in a form of that record', async () => {
    await leaveStuck();
    const list = await open('?id=2');
    await list.getByRole('button', { name: 'Review 1' }).click();
    await list.getByRole('radio', { name: 'Their change' }).click();
    await list.getByRole('button', { name: 'Save merged' }).click();
    await shown(list, 'saves', '0');
    await shown(list, 'drafts', '0');
    await list.close();

    await leaveStuck();
    await desk().desks('1', { title: 'Theirs, too' });
    await (await open('?id=2')).getByRole('button', { name: 'Review 1' }).waitFor();
    const form = await open();
    await restored(form);
    await save(form);
    await form.getByRole('radio', { name: 'Their change' }).click();
    await form.getByRole('button', { name: 'Save merged' }).click();
    await shown(form, 'drafts', '0');
    await shown(form, 'saves', '0');

    expect((await stored()).title).toBe('Theirs, too');
  });

  it('keeps a copy of what is discarded in the list', async () => {
    await leaveStuck();
    const page = await open('?id=2');
    await page.getByRole('button', { name: 'Review 1' }).click();
    await page.getByRole('button', { name: 'Discard mine' }).click();
    await shown(page, 'saves', '0');
    await shown(page, 'discarded', `${harbour.title}!`);

    expect((await stored()).title).toBe('Theirs');
  });

  it('lets a new record that was refused be edited again', async () => {
    const page = await open('?id=new');
    await goOffline(true);
    await type(page, 'Draft of a record');
    await save(page);
    await shown(page, 'status', 'queued');
    await page.close();
    desk().answerWith(async (request, serve) =>
      request.method === 'POST' ? new Response('{}', { status: 403 }) : serve(request),
    );
    await goOffline(false);
    const list = await open('?id=2');
    await list.getByRole('button', { name: 'Edit the new one' }).click();
    await shown(list, 'saves', '0');
    desk().answerWith((request, serve) => serve(request));
    const again = await open('?id=new');
    await expect.poll(() => title(again).inputValue()).toBe('Draft of a record');
    await save(again);
    await shown(again, 'status', 'saved');

    const { items } = await desk().desk.list();
    expect(items.map(({ value }) => value.title)).toContain('Draft of a record');
  });
});
