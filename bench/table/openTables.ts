import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { findChromium } from '../../.ci/chromium.mjs';
import { servePages } from '../servePages.js';

export interface OpenTable {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** CPU time of the page's main thread in ms: what other programs do is not in it. */
  cpuMs(): Promise<number>;
  heapMb(): Promise<number>;
  close(): Promise<void>;
}

export interface Tables {
  readonly version: string;
  /** `hz60`: at the screen's rate; otherwise as fast as it goes, so that waiting for a frame is not measured. */
  open(table: string, hz60: boolean): Promise<OpenTable>;
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/** Builds the tables as an app would, serves them, and opens two browsers. */
export async function openTables(): Promise<Tables> {
  const pages = await servePages(fileURLToPath(new URL('page', import.meta.url)));
  const launch = (args: readonly string[]): Promise<Browser> =>
    chromium.launch({ executablePath: findChromium(), args: [...flags, ...args] });
  const [free, paced] = [
    await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync']),
    await launch([]),
  ];
  return {
    version: free.version(),
    async open(table, hz60) {
      const context = await (hz60 ? paced : free).newContext({ viewport: { width: 1100, height: 760 } });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`${pages.url}/?table=${table}`);
      await page.waitForFunction(() => 'measured' in globalThis);
      return {
        page,
        cdp,
        async cpuMs() {
          const { metrics } = await cdp.send('Performance.getMetrics');
          return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
        },
        async heapMb() {
          for (let round = 0; round < 2; round++) await cdp.send('HeapProfiler.collectGarbage');
          return (await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
        },
        close: () => context.close(),
      };
    },
    async close() {
      await free.close();
      await paced.close();
      await pages.close();
    },
  };
}
