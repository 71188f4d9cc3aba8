import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withLive } from './withLive.js';

// Short enough to be waited for, long enough for a busy machine.
const live = withLive({ locks: { ttlMs: 9_000 }, keepsPages: true });
const { title, body, button, shown, told, holds } = live;

describe('the end of a lock', () => {
  it('L2, L14, L15, L16: it is kept while one types, warns, can be extended, ends, and the form goes on', async () => {
    const [ann, ben] = [await live.open('Ann', { warnMs: 5_000 }), await live.open('Ben')];
    await body(ann).press('End');
    for (let letter = 0; letter < 12; letter++) {
      await body(ann).pressSequentially('a');
      await ann.waitForTimeout(1_000);
    }
    expect(await ann.getByTestId('lock').textContent()).toMatch(/held|warning/);
    await told(ann, 'Your lock ends in less than a minute.');
    await button(ann, 'Extend').click();
    await shown(ann, 'lock', 'held');
    expect(await ben.getByTestId('lock').textContent()).toBe('blocked');
    await told(ann, 'Your lock has ended.');
    await shown(ben, 'lock', 'none');
    await button(ann, 'Save').click();
    await shown(ann, 'status', 'saved');

    expect((await live.stored()).body).toContain('aaaaaaaaaaaa');
  });

  it('F32: the tab of whoever holds it crashes: it runs out, and what was typed is there again', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    await shown(ben, 'lock', 'blocked');
    // What is typed is kept within half a second.
    await ann.waitForTimeout(1_000);
    const session = await ann.context().newCDPSession(ann);
    session.send('Page.crash').catch(() => undefined);
    await shown(ben, 'lock', 'none');
    const again = await live.open('Ann', { beside: ann });

    await holds(title(again), 'Ann was here');
    expect((await live.stored()).title).toBe(harbour.title);
  });

  it('F31: a page that slept past the end is told when it wakes, and saves nothing over what it slept through', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    const session = await ann.context().newCDPSession(ann);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    // The emulated state only tells the page; this stops it.
    await session.send('Debugger.enable');
    const asleep = new Promise((resolve) => session.once('Debugger.paused', resolve));
    await ann.evaluate(() => void setTimeout('debugger'));
    await asleep;
    await shown(ben, 'lock', 'none');
    await title(ben).fill('Ben was here');
    await shown(ben, 'lock', 'held');
    await button(ben, 'Save').click();
    await shown(ben, 'status', 'saved');
    await session.send('Debugger.resume');
    await session.send('Debugger.disable');
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await shown(ann, 'lock', 'lost');
    await told(ann, 'Your lock has ended, and Ben is editing this article now.');
    await button(ann, 'Save').click();
    await ann.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();

    expect((await live.stored()).title).toBe('Ben was here');
  });

  it('F33, L17: it is given up when one leaves the page, and taken again when one comes back to it', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ben, 'lock', 'blocked');
    await live.away(ann);
    await shown(ben, 'lock', 'none');
    await live.back(ann);
    await shown(ann, 'lock', 'held');
    await shown(ben, 'lock', 'blocked');

    expect(await title(ann).inputValue()).toBe('Ann was here');
  });

  it('F33: who comes back to a page and finds somebody else there is told, and saves nothing over them', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ben, 'lock', 'blocked');
    await live.away(ann);
    await shown(ben, 'lock', 'none');
    await title(ben).fill('Ben was here');
    await shown(ben, 'lock', 'held');
    await live.back(ann);
    await told(ann, 'Ben is editing this article.');
    await button(ben, 'Save').click();
    await shown(ben, 'status', 'saved');
    expect(await title(ann).inputValue()).toBe('Ann was here');
    await button(ann, 'Save').click();
    await ann.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();

    expect((await live.stored()).title).toBe('Ben was here');
  });

  it('L17: it is taken again after a reload, with the first edit', async () => {
    const ann = await live.open('Ann');
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    await ann.reload();
    await holds(title(ann), 'Ann was here');
    await title(ann).press('End');
    await title(ann).pressSequentially('!');
    await shown(ann, 'lock', 'held');

    expect(await ann.getByText('Yours for less than a minute').count()).toBe(1);
  });

  it('F6: a clock that is set in the page changes nothing', async () => {
    const ann = await live.open('Ann');
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    // The second from the first: two hours back from the truth.
    for (const hours of [2, -4]) {
      await ann.evaluate((byHours) => {
        const from = Date.now() - performance.now();
        Date.now = () => from + performance.now() + byHours * 3_600_000;
      }, hours);
      await title(ann).pressSequentially('!');
      await ann.waitForTimeout(500);
      expect(await ann.getByTestId('lock').textContent()).toBe('held');
      await ann.getByText('Yours for less than a minute').waitFor();
    }
    await shown(ann, 'lock', 'warning');
  });
});
