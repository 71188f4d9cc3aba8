import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { withLive } from './withLive.js';

const live = withLive({ keepsPages: true, events: { heartbeatMs: 1_000 } });
const { title, body, holds } = live;

/** A page on which half a minute is a second, for what it does again and again. */
const hasty = {
  prepare: (page: Page) =>
    page.addInitScript(() => {
      const now = performance.now.bind(performance);
      const every = setInterval.bind(window);
      performance.now = () => now() * 30;
      Object.assign(window, { setInterval: (run: () => void, ms: number) => every(run, ms / 30) });
    }),
};

describe('live changes after a break', () => {
  it('F33: a page that comes back by the back button is the same, reads what it missed and hears of what comes', async () => {
    const ann = await live.open('Ann');
    const beside = await live.open('Ann', { beside: ann });
    await title(ann).fill('Typed');
    await live.away(ann);
    await live.change('Meanwhile');
    await holds(body(beside), 'Meanwhile');
    await beside.close();
    await expect.poll(() => live.streams().open).toBe(0);
    await live.back(ann);
    await holds(body(ann), 'Meanwhile');
    await expect.poll(() => live.streams().open).toBe(1);
    await live.change('Afterwards');
    await holds(body(ann), 'Afterwards');

    expect(await title(ann).inputValue()).toBe('Typed');
  });

  it('F31: a page that was frozen reads what it slept through, and keeps no other page waiting', async () => {
    const one = await live.open('Ann');
    await expect.poll(() => live.streams().open).toBe(1);
    const two = await live.open('Ann', { beside: one });
    const session = await one.context().newCDPSession(one);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await live.change('Meanwhile');
    await holds(body(two), 'Meanwhile');
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await holds(body(one), 'Meanwhile');

    await expect.poll(() => live.streams().open).toBe(1);
  });

  it('F31: a page that hangs loses the lead after a minute of silence, and follows when it goes on', async () => {
    const one = await live.open('Ann');
    await expect.poll(() => live.streams().open).toBe(1);
    const two = await live.open('Ann', { beside: one, ...hasty });
    const release = live.hold('/hang');
    const hanging = one.evaluate(() => {
      const request = new XMLHttpRequest();
      request.open('GET', '/api/hang', false);
      request.send();
    });
    await expect.poll(() => live.streams().asked).toBeGreaterThan(1);
    await live.change('Meanwhile');
    await holds(body(two), 'Meanwhile');
    release();
    await hanging;
    await holds(body(one), 'Meanwhile');

    await expect.poll(() => live.streams().open).toBe(1);
  });

  it.each([
    ['everything', () => new Promise<Response>(() => {})],
    [
      'all but the head',
      async () => new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } }),
    ],
  ])('F14: a page looks again every 30 seconds where a proxy holds back %s', async (_what, held) => {
    let asked = 0;
    live.desk().answerWith(async (request, serve) => {
      if (!request.url.endsWith('/events')) return serve(request);
      asked += 1;
      return held();
    });
    const page = await live.open('Ann', hasty);
    for (const text of ['Once', 'Twice']) {
      await live.change(text);
      await holds(body(page), text);
    }

    expect(asked).toBeLessThan(3);
  });

  it('F14: it does so for itself, since the page that leads may be one that nobody looks at', async () => {
    live.hold('/events');
    const one = await live.open('Ann');
    const two = await live.open('Ann', { beside: one, ...hasty });
    await live.change('Theirs');
    await holds(body(two), 'Theirs');

    expect(await body(one).inputValue()).not.toBe('Theirs');
  });
});
