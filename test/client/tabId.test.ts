import { afterEach, describe, expect, it, vi } from 'vitest';

/** The storage of a tab, which the browser copies with the tab. */
function storageOf(kept = new Map<string, string>()) {
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

/** Loads a page in a tab. */
async function openPage(sessionStorage: ReturnType<typeof storageOf>) {
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  vi.stubGlobal('sessionStorage', sessionStorage);
  vi.resetModules();
  const { tabId } = await import('../../src/client/live/tabId.js');
  return {
    name: tabId(),
    tell(event: Event) {
      vi.stubGlobal('sessionStorage', sessionStorage);
      window.dispatchEvent(event);
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('the name of a tab', () => {
  it('L17: is kept by a reload, and not by a copy of the tab', async () => {
    const tab = storageOf();
    const page = await openPage(tab);
    const copy = await openPage(storageOf(new Map(tab.kept)));
    page.tell(new Event('pagehide'));
    const reloaded = await openPage(tab);

    expect(copy.name).not.toBe(page.name);
    expect(reloaded.name).toBe(page.name);
  });

  it('L17: is not left to a copy by a page that has come back', async () => {
    const tab = storageOf();
    const page = await openPage(tab);
    page.tell(new Event('pagehide'));
    page.tell(Object.assign(new Event('pageshow'), { persisted: true }));
    const copy = await openPage(storageOf(new Map(tab.kept)));

    expect(copy.name).not.toBe(page.name);
  });
});
