import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withDesk } from './withDesk.js';

const { context, desk, goOffline, open, save, shown, stored, type } = withDesk();

/** Leaves a save in the queue, and a page without any form, opened while the line is cut. */
async function leaveQueued(path: string): Promise<Page> {
  const form = await open();
  const list = await context().newPage();
  await list.goto(desk().url + path);
  await goOffline(true);
  await type(form, '!');
  await save(form);
  await shown(form, 'status', 'queued');
  await form.close();
  return list;
}

describe('what waits for a connection, on a page without a form', () => {
  it('F8: is sent when the connection is back', async () => {
    const list = await leaveQueued('?id=none&knows=articles');
    await shown(list, 'saves', '1');
    expect(await list.getByRole('listitem').count()).toBe(0);
    await goOffline(false);
    await shown(list, 'saves', '0');

    expect((await stored()).title).toBe(`${harbour.title}!`);
  });

  it('F8: is sent when the page is opened, and reviewed there where it met a conflict', async () => {
    await (await leaveQueued('?id=none')).close();
    await desk().desks('1', { title: 'Theirs' });
    await goOffline(false);
    const list = await context().newPage();
    await list.goto(`${desk().url}?id=none&knows=articles`);
    await list.getByRole('button', { name: 'Review 1' }).click();
    await list.getByRole('radio', { name: 'Your change' }).click();
    await list.getByRole('button', { name: 'Save merged' }).click();
    await shown(list, 'saves', '0');

    expect((await stored()).title).toBe(`${harbour.title}!`);
  });

  it('says so where the page knows no resource for it, until a form brings one', async () => {
    const list = await leaveQueued('?id=none');
    await list.getByText('Not known here: 1').waitFor();
    await goOffline(false);
    await list.evaluate(() => window.dispatchEvent(new Event('online')));
    expect(await list.getByRole('button', { name: 'Review 1' }).count()).toBe(0);
    await shown(list, 'saves', '1');
    await open('?id=new');
    await shown(list, 'saves', '0');

    expect((await stored()).title).toBe(`${harbour.title}!`);
  });

  it('offers no review of a new record that was refused, but to go on with it', async () => {
    const form = await open('?id=new');
    await goOffline(true);
    await type(form, 'Draft of a record');
    await save(form);
    await shown(form, 'status', 'queued');
    await form.close();
    desk().answerWith(async (request, serve) =>
      request.method === 'POST' ? new Response('{}', { status: 403 }) : serve(request),
    );
    await goOffline(false);
    const list = await context().newPage();
    await list.goto(`${desk().url}?id=none&knows=articles`);
    await list.getByRole('button', { name: 'Edit the new one' }).waitFor();

    expect(await list.getByRole('button', { name: /^Review/ }).count()).toBe(0);
    expect(await list.getByText('Not known here').count()).toBe(0);
  });
});
