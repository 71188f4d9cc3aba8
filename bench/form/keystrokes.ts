import type { Page } from 'playwright';
import { markdownTable } from '../merge/table.js';
import type { Bar } from '../server/report.js';
import type { InPage, Pages } from './openPages.js';

/** Measures how long a keystroke takes to be painted, with others saving all the time, beside the same form on React Hook Form alone. */
export async function measureKeystrokes(pages: Pages, isQuick: boolean): Promise<readonly Bar[]> {
  const [live, bare] = [await openForm(pages, 'live'), await openForm(pages, 'bare')];
  const stop = pages.keepSaving();
  const times = { live: [] as number[], bare: [] as number[] };
  const rounds = isQuick ? 6 : 20;
  // The first round warms up. In turn, so that whatever else the machine does falls on both.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, page] of [
      ['live', live],
      ['bare', bare],
    ] as const) {
      const measured = await typeInto(page);
      if (round > 0) times[name].push(...measured);
    }
  }
  stop();
  const row = (name: 'live' | 'bare') => [quantile(times[name], 0.5), quantile(times[name], 0.95)] as const;
  const [[liveP50, liveP95], [bareP50, bareP95]] = [row('live'), row('bare')];
  console.log(
    markdownTable([
      ['keystroke to paint, 200 fields', 'keys', 'p50 ms', 'p95 ms'],
      ['React Hook Form alone', String(times.bare.length), bareP50.toFixed(2), bareP95.toFixed(2)],
      [
        'useVersionedForm, others save 4 times a second',
        String(times.live.length),
        liveP50.toFixed(2),
        liveP95.toFixed(2),
      ],
    ]),
  );
  return [
    {
      promise: 'keystroke to paint by React Hook Form’s, p50, at most 1.15',
      measured: liveP50 / bareP50,
      most: 1.15,
    },
    {
      promise: 'keystroke to paint by React Hook Form’s, p95, at most 1.3',
      measured: liveP95 / bareP95,
      most: 1.3,
    },
  ];
}

async function openForm(pages: Pages, name: 'live' | 'bare'): Promise<Page> {
  const page = await (await pages.browser.newContext()).newPage();
  await page.goto(pages.urlOf(name));
  const input = page.getByLabel('field100');
  await input.waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=field100]')?.value !== '');
  await page.evaluate(() => (globalThis as unknown as InPage).measured.watchKeys());
  await input.focus();
  return page;
}

async function typeInto(page: Page): Promise<readonly number[]> {
  // A page behind another one is not painted.
  await page.bringToFront();
  for (const key of 'the bridge closes on monday ') {
    await page.keyboard.press(key);
    // As fast as nobody types, but not so fast that keys wait for one another.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return page.evaluate(() => (globalThis as unknown as InPage).measured.takeKeys());
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}
