import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { findChromium } from '../../.ci/chromium.mjs';
import { servePages } from '../servePages.js';
import type { measured } from './page/measure.js';
import { createWideRecord } from './wideRecord.js';

export interface Pages {
  readonly browser: Browser;
  /** Where a page is served. */
  urlOf(page: 'live' | 'bare' | 'dialog' | 'saved' | 'plain'): string;
  /** Others save the record of the forms, 4 times a second. @returns what stops them. */
  keepSaving(): () => void;
  close(): Promise<void>;
}

/** What the pages offer to whoever drives them. */
export interface InPage {
  readonly measured: typeof measured;
}

/** Builds the pages as an app would, serves them, and opens a browser. */
export async function openPages(): Promise<Pages> {
  const wide = await createWideRecord();
  const pages = await servePages(fileURLToPath(new URL('page', import.meta.url)), wide.fetch);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    // Frames as fast as they go: waiting for the screen would hide what a keystroke costs.
    args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
  return {
    browser,
    keepSaving: wide.keepSaving,
    urlOf: (page) => `${pages.url}/?page=${page}`,
    async close() {
      await browser.close();
      await pages.close();
    },
  };
}
