import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { findChromium } from '../../.ci/chromium.mjs';
import { servePages } from '../servePages.js';
import type { measured } from './page/measure.js';

export interface Pages {
  readonly browser: Browser;
  /** Where a page is served. */
  urlOf(page: 'live' | 'bare' | 'dialog' | 'saved' | 'plain'): string;
  close(): Promise<void>;
}

/** What the pages offer to whoever drives them. */
export interface InPage {
  readonly measured: typeof measured;
}

/** Builds the pages as an app would, serves them, and opens a browser. */
export async function openPages(): Promise<Pages> {
  const pages = await servePages(fileURLToPath(new URL('page', import.meta.url)));
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  return {
    browser,
    urlOf: (page) => `${pages.url}/?page=${page}`,
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}
