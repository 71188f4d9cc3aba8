import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withLive } from './withLive.js';

const live = withLive();
const { title, button, shown, told, holds } = live;

describe('locks between pages', () => {
  it('L5, L13, L17: who types first has it, the other is told before they type, and a closed page gives it up', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).press('End');
    await title(ann).pressSequentially('!');
    await shown(ann, 'lock', 'held');
    await told(ben, 'Ann is editing this article');
    await shown(ben, 'lock', 'blocked');
    await ann.close({ runBeforeUnload: true });
    await shown(ben, 'lock', 'none');

    expect(await ben.getByText('Free to edit').count()).toBe(1);
  });

  it('L19, F30: a take-over is told at once; the loser’s edits stay, and nothing is saved blindly', async () => {
    const mode = 'enforced';
    const [ann, ben] = [await live.open('Ann', { mode }), await live.open('Ben', { mode })];
    const cat = await live.open('Cat');
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    await told(cat, 'Ann is editing this article.');
    await button(ben, 'Take over').click();
    await shown(ben, 'lock', 'held');
    await told(ann, 'Ben took over this article at');
    await told(cat, 'Ben is editing this article.');
    await shown(ann, 'status', 'locked');
    await button(ann, 'Save').click();
    await told(ann, 'Somebody else is editing it and has locked it.');
    await ann.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(ann, 'Copy my version').click();
    const copied = () => ann.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('Title: Ann was here');
    await ann.reload();
    await told(ann, 'Restored what you had not saved');
    expect(await title(ann).inputValue()).toBe('Ann was here');
    expect((await live.stored()).title).toBe(harbour.title);

    await title(ben).fill('Ben was here');
    await button(ben, 'Save').click();
    await shown(ben, 'status', 'saved');
    await ben.close({ runBeforeUnload: true });
    await shown(ann, 'lock', 'none');
    await button(ann, 'Save').click();
    await ann.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();
    expect((await live.stored()).title).toBe('Ben was here');
  });

  it('F30: a save on its way while the lock passes on is refused, says so, and the next one asks', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    // Nothing reaches Ann's page but the answer to her save.
    live.desk().answerWith(async (request, serve) => {
      const isAnns = request.headers.get('Noclobber-User') === 'Ann';
      return isAnns && !['PATCH', 'PUT'].includes(request.method)
        ? new Response(null, { status: 503 })
        : serve(request);
    });
    await button(ben, 'Take over').click();
    await shown(ben, 'lock', 'held');
    await button(ann, 'Save').click();
    await shown(ann, 'lock', 'lost');
    await told(ann, 'Somebody else has taken over. Your changes are still here');
    live.desk().answerWith((request, serve) => serve(request));
    await title(ben).fill('Ben was here');
    await button(ben, 'Save').click();
    await shown(ben, 'status', 'saved');
    await button(ann, 'Save').click();
    await ann.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();

    expect((await live.stored()).title).toBe('Ben was here');
  });

  it('L22: who asks to edit is heard, and has it when it is handed over', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    await button(ben, 'Ask to edit').click();
    await told(ann, 'Ben asks to edit this article.');
    await told(ben, 'They were asked.');
    await button(ann, 'Save and hand over').click();
    await shown(ben, 'lock', 'held');
    await shown(ann, 'lock', 'blocked');

    expect((await live.stored()).title).toBe('Ann was here');
    await holds(title(ben), 'Ann was here');
  });

  it('F7: one’s own other tab is named so and gives it over without a word; a conflict with it is one', async () => {
    const one = await live.open('Ann');
    const two = await live.open('Ann', { beside: one });
    await title(one).fill('In one');
    await shown(one, 'lock', 'held');
    await told(two, 'You are editing this article in another tab.');
    await button(two, 'Take over').click();
    await shown(two, 'lock', 'held');
    await told(one, 'You took over this article in another tab.');
    await title(two).fill('In two');
    await button(two, 'Save').click();
    await shown(two, 'status', 'saved');
    expect(await title(one).inputValue()).toBe('In one');
    await button(one, 'Save').click();
    const dialog = one.getByRole('dialog', { name: 'Someone else changed this article' });
    await dialog.getByText('You, in another tab').first().waitFor();

    expect((await live.stored()).title).toBe('In two');
  });

  it('L18: a list shows them with one request a page', async () => {
    await live.desk().create({ ...harbour, id: crypto.randomUUID() });
    const asked: string[][] = [];
    const note = (url: string) => {
      const ids = new URL(url).searchParams.get('ids');
      if (ids) asked.push(ids.split(','));
    };
    const ann = await live.open('Ann');
    const ben = await live.open('Ben', {
      prepare: async (page) => page.on('request', (request) => note(request.url())),
    });
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    const row = (page: Page, owner: string) =>
      page.getByRole('list', { name: 'Articles' }).locator(`[data-owner=${owner}]`);
    await expect.poll(() => row(ben, 'others').textContent()).toContain('Ann since');
    const shownRows = await ben.getByRole('list', { name: 'Articles' }).getByRole('listitem').count();
    expect(shownRows).toBeGreaterThan(1);
    expect(asked.every((ids) => ids.length === shownRows)).toBe(true);
    await expect.poll(() => row(ann, 'me').textContent()).toContain('Yours until');
    await ann.close({ runBeforeUnload: true });
    await expect.poll(() => row(ben, 'others').count()).toBe(0);
  });
});
