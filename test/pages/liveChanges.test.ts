import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withLive } from './withLive.js';

const live = withLive({ events: { heartbeatMs: 1_000 } });
const { title, body, button, shown, holds } = live;

describe('live changes', () => {
  it('a field that is left alone follows, one that is edited is marked, and nothing blocks typing', async () => {
    const page = await live.open('Ann');
    await title(page).press('End');
    await title(page).pressSequentially('!');
    await live.change('Theirs');
    await holds(body(page), 'Theirs');
    await live.desk().desks(live.id(), { title: 'Theirs' });
    await page.getByText('Desk changed this too.').waitFor();

    expect(await title(page).inputValue()).toBe(`${harbour.title}!`);
  });

  it('F14: what was saved while the line was cut is there when it is back', async () => {
    let cut: AbortController | undefined;
    let isCut = false;
    const asked: (string | null)[] = [];
    live.desk().answerWith(async (request, serve) => {
      if (!request.url.endsWith('/events')) return serve(request);
      asked.push(request.headers.get('Last-Event-ID'));
      if (isCut) return new Response(null, { status: 502 });
      const answer = await serve(request);
      cut = new AbortController();
      return new Response(answer.body?.pipeThrough(new TransformStream(), { signal: cut.signal }), answer);
    });
    const page = await live.open('Ann');
    await live.change('Before');
    await holds(body(page), 'Before');
    isCut = true;
    cut?.abort();
    await expect.poll(() => asked.length).toBeGreaterThan(1);
    await live.change('Meanwhile');
    expect(await body(page).inputValue()).toBe('Before');
    isCut = false;
    await holds(body(page), 'Meanwhile');

    expect(asked.at(-1)).toMatch(/./);
  });

  it('two people share no stream, and each sees who else is here and where', async () => {
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await ann.getByText('Ben is here too').waitFor();
    await title(ben).focus();
    await title(ann).focus();
    await ann.getByText('Ben is in Title too').waitFor();
    await title(ben).press('End');
    await title(ben).pressSequentially('!');
    await ann.getByRole('img', { name: 'Ben, editing Title' }).waitFor();
    expect(live.streams().open).toBe(2);
    await ben.close({ runBeforeUnload: true });
    await expect.poll(() => ann.getByRole('img').count()).toBe(0);

    await expect.poll(() => live.streams().open).toBe(1);
  });

  it('against a server that has none of it: no lock, nobody here, and a look at the page asks whether there is something new', async () => {
    let asked: Request[] = [];
    const isRead = ({ url }: Request) => /\/articles\/[^/]+\?meta=1$/.test(url);
    live.desk().answerWith(async (request, serve) => {
      asked.push(request);
      return isRead(request) ? serve(request) : new Response('Nothing here', { status: 404 });
    });
    const page = await live.open('Ann');
    await title(page).press('End');
    await title(page).pressSequentially('!');
    await shown(page, 'lock', 'none');
    await page.waitForTimeout(2_500);
    const inVain = asked.filter(({ url }) => /events$|lock$|editors$/.test(url)).length;
    expect(inVain).toBeLessThan(9);
    const look = () =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    asked = [];
    await look();
    await expect.poll(() => asked.filter(isRead).length).toBe(1);
    expect(asked.find(isRead)?.headers.get('If-None-Match')).toMatch(/^"vt1\./);
    await live.change('Theirs');
    const looked = async () => {
      await look();
      return body(page).inputValue();
    };
    await expect.poll(looked).toBe('Theirs');
    await button(page, 'Save').click();
    await shown(page, 'status', 'saved');

    expect(await live.stored()).toMatchObject({ title: `${harbour.title}!`, body: 'Theirs' });
  });
});

const places = [
  ['by Web Locks', () => live.desk().url],
  ['by word of mouth, on a page without TLS', () => live.desk().plainUrl],
] as const;

describe.each(places)('tabs of one browser share a stream, %s', (_how, urlOf) => {
  const openFirst = () => live.open('Ann', { url: urlOf() });
  const openBeside = (beside: Page) => live.open('Ann', { beside, url: urlOf() });

  it('F15: another one reads on when the one that reads for all is closed', async () => {
    const one = await openFirst();
    await expect.poll(() => live.streams().open).toBe(1);
    const two = await openBeside(one);
    const three = await openBeside(one);
    await one.close();
    await live.change('After the first');
    await holds(body(two), 'After the first');
    await two.close();
    await live.change('After the second');
    await holds(body(three), 'After the second');

    await expect.poll(() => live.streams().open).toBe(1);
  });
});

describe('a browser’s connections', () => {
  it('F15: are not used up by seven tabs: whichever of them saves, all others see it', async () => {
    const pages = [await live.open('Ann')];
    for (const first of pages.slice())
      while (pages.length < 7) pages.push(await live.open('Ann', { beside: first }));
    await expect.poll(() => live.streams().open).toBe(1);
    for (const [index, page] of [...pages.entries()].toReversed().slice(0, 2)) {
      await body(page).fill(`From tab ${index}`);
      await button(page, 'Save').click();
      await shown(page, 'status', 'saved');
      await Promise.all(pages.map((other) => holds(body(other), `From tab ${index}`)));
    }
    await live.change('From outside');
    await Promise.all(pages.map((page) => holds(body(page), 'From outside')));

    expect(live.streams().open).toBe(1);
  });

  it('F15: are used up by six tabs that each read a stream of their own: a seventh could not save', async () => {
    const seventh = await live.open('Ann');
    await expect.poll(() => live.streams().open).toBe(1);
    const streaming: Page[] = [];
    while (streaming.length < 5) {
      const page = await seventh.context().newPage();
      streaming.push(page);
      await page.goto(`${live.desk().url}/api/health`);
      await page.evaluate(() => fetch('/api/events').then(({ status }) => status));
    }
    await body(seventh).fill('From the seventh');
    await button(seventh, 'Save').click();
    await seventh.waitForTimeout(1_000);
    expect((await live.stored()).body).not.toBe('From the seventh');
    await Promise.all(streaming.map((page) => page.close()));
    await shown(seventh, 'status', 'saved');

    expect((await live.stored()).body).toBe('From the seventh');
  });
});
