import { describe, expect, it } from 'vitest';
import { harbour } from '../newsroom.js';
import { withDesk } from './withDesk.js';

const { body, desk, open, save, shown, title, type } = withDesk();

describe('a form among faults', () => {
  it('F3: a request that arrives twice at once makes one version', async () => {
    const page = await open();
    const before = BigInt((await desk().desk.get('1')).change?.version ?? 0);
    desk().answerWith(async (request, serve) => {
      if (request.method === 'GET') return serve(request);
      const { url, method, headers } = request;
      const body = await request.arrayBuffer();
      const again = () => serve(new Request(url, { method, headers, body }));
      const [answer] = await Promise.all([again(), again()]);
      return answer;
    });
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'saved');

    expect(await page.getByTestId('version').textContent()).toBe(String(before + 1n));
    expect((await desk().desk.get('1')).change?.version).toBe(String(before + 1n));
  });

  it('F5: while the server is slow the form stays usable; after the time is up the same key asks again', async () => {
    const page = await open();
    let held = 0;
    desk().answerWith(async (request, serve) => {
      if (request.method === 'GET' || held++ > 1) return serve(request);
      await serve(request);
      return new Promise(() => {});
    });
    await type(page, '!');
    await save(page);
    await shown(page, 'status', 'saving');
    await type(page, '?');
    await page.getByText('No answer from the server.').waitFor({ timeout: 25_000 });
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page, 'unsaved', '');

    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!?`);
    expect(new Set(desk().writes.slice(0, 3)).size).toBe(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('F5: a server that takes longer than half a minute is asked once more, under the same key, and nothing is lost', async () => {
    const page = await open('?timeoutMs=30000');
    const startedAt = performance.now();
    desk().answerWith(async (request, serve) => {
      const answer = await serve(request);
      const isFirst = request.method !== 'GET' && desk().writes.length === 1;
      return isFirst ? new Promise((resolve) => setTimeout(() => resolve(answer), 32_000)) : answer;
    });
    await type(page, '!');
    await save(page);
    await page.getByText('Still saving.').waitFor();
    await type(page, '?');
    await page.waitForFunction(
      () => document.querySelector('[data-testid=status]')?.textContent !== 'saving',
      undefined,
      { timeout: 34_000 },
    );
    await shown(page, 'unsaved', 'title');

    expect(performance.now() - startedAt).toBeGreaterThan(30_000);
    expect(await title(page).inputValue()).toBe(`${harbour.title}!?`);
    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!`);
    expect(desk().writes).toHaveLength(2);
    expect(new Set(desk().writes).size).toBe(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('F5: whoever has waited enough for a slow server stops waiting, and is not asked about their own save', async () => {
    const page = await open();
    desk().answerWith(async (request, serve) => {
      const answer = await serve(request);
      return request.method === 'GET' ? answer : new Promise(() => {});
    });
    await type(page, '!');
    await save(page);
    await page.getByText('Still saving.').waitFor();
    await type(page, '?');
    await page.getByRole('button', { name: 'Stop waiting' }).click();
    await page.getByText('No answer from the server.').waitFor();
    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!`);
    desk().answerWith((request, serve) => serve(request));
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page, 'status', 'saved');

    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!?`);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new Set(desk().writes.slice(0, 2)).size).toBe(1);
  });

  it('F7: two tabs of one person are a real conflict, and it says whose', async () => {
    const [one, two] = [await open(), await open()];
    await desk().desks('1', { body: 'So that no tab is told of the other’s save' });
    await type(one, ' one');
    await type(two, ' two');
    await save(one);
    await shown(one, 'status', 'saved');
    await save(two);
    await two.getByRole('dialog').waitFor();

    expect(await two.getByRole('dialog').textContent()).toContain('You, in another tab');
    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title} one`);
  });

  it('U19: a tab reads again what another one saved, and goes upwards only', async () => {
    const [one, two] = [await open(), await open()];
    await type(two, ' two');
    await body(one).fill('Written in one');
    await save(one);
    await shown(one, 'status', 'saved');
    await expect.poll(() => body(two).inputValue()).toBe('Written in one');

    expect(await title(two).inputValue()).toBe(`${harbour.title} two`);
    expect(await two.getByTestId('version').textContent()).toBe(
      await one.getByTestId('version').textContent(),
    );
  });

  it('U19: a read that was on its way to another tab brings it nothing older', async () => {
    const [one, two] = [await open(), await open()];
    let letGo = () => {};
    let held: string | undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    // The first to read after a save is the other tab.
    desk().answerWith(async (request, serve) => {
      const response = await serve(request);
      if (request.method !== 'GET' || held !== undefined) return response;
      held = await response.clone().text();
      await gate;
      return response;
    });
    await body(one).fill('First');
    await save(one);
    await expect.poll(() => held).toContain('First');
    await body(one).fill('Second');
    await save(one);
    await expect.poll(() => body(two).inputValue()).toBe('Second');
    letGo();
    await two.waitForLoadState('networkidle');

    expect(await body(two).inputValue()).toBe('Second');
    expect(await two.getByTestId('version').textContent()).toBe(
      await one.getByTestId('version').textContent(),
    );
  });

  it('U9, U24: looking at the page again shows what others saved, and leaves what is typed alone', async () => {
    const page = await open();
    await type(page, '!');
    await desk().desks('1', { title: 'Theirs', body: 'Theirs' });
    const look = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, state);
    await look('hidden');
    await look('visible');
    await expect.poll(() => body(page).inputValue()).toBe('Theirs');
    await page.getByText('Desk changed this too.').waitFor();

    expect(await title(page).inputValue()).toBe(`${harbour.title}!`);
  });

  it('U23: a record that was deleted meanwhile has choices of its own', async () => {
    const page = await open();
    await type(page, '!');
    await desk().desk.remove({ base: await desk().desk.get('1') });
    await save(page);
    const dialog = page.getByRole('dialog', { name: 'Someone else deleted this article' });
    await dialog.waitFor();
    for (const name of ['Recreate with my version', 'Save as a copy', 'Discard mine']) {
      expect(await dialog.getByRole('button', { name }).count()).toBe(1);
    }
    await dialog.getByRole('button', { name: 'Recreate with my version' }).click();
    await shown(page, 'status', 'saved');

    expect((await desk().desk.get('1')).value.title).toBe(`${harbour.title}!`);
  });
});
