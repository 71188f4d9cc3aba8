import { createEditLock, createResource, type EditLockOptions, type LiveMessage } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore, type VersionCheckerOptions } from 'noclobber/server';

import { harbour, type Article } from '../newsroom.js';
import { onTestFinished, vi } from 'vitest';

/** A checker whose clock the test turns, with one article, and people in tabs who lock it. */
export async function openLocks(options: Partial<VersionCheckerOptions> = {}) {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: { articles: {} },
    ...options,
  });
  await checker.create({ resource: 'articles', value: harbour, by: { id: 'Desk', name: 'Desk' } });
  const requests: string[] = [];
  let isDown = false;

  /** Somebody in a tab, who hears of what the others do when `news` says so. */
  function person(name: string, lockOptions: Partial<EditLockOptions> & { readonly tab?: string } = {}) {
    const { tab = '1', ...lock } = lockOptions;
    const articles = createResource<Article>({
      url: 'http://locks.test/articles',
      headers: { 'Noclobber-User': name, 'Noclobber-Tab': tab },
      retries: 0,
      async fetch(request) {
        requests.push(
          `${name} ${request.method} ${new URL(request.url).pathname.replace('/articles/1', '')}`,
        );
        if (isDown) throw new TypeError('No connection');
        return checker.fetch(request);
      },
    });
    let hear: (message: LiveMessage) => void = () => {};
    const editLock = createEditLock({
      calls: articles.lock('1'),
      userId: name,
      watch(handler) {
        hear = handler;
        return () => {};
      },
      ...lock,
    });
    return {
      articles,
      lock: editLock,
      status: () => editLock.getState().status,
      /** An event comes. */
      async news() {
        hear({ kind: 'locked', id: '1', version: null, by: null });
        await settle();
      },
      async start() {
        const stop = editLock.start();
        await settle();
        return stop;
      },
      async touch() {
        editLock.touch();
        await settle();
      },
    };
  }

  return {
    checker,
    person,
    requests,
    goDown: () => (isDown = true),
    comeUp: () => (isDown = false),
  };
}

/** The same, where Ann works on the article and Ben has it open. */
export async function openHeld(options: Partial<VersionCheckerOptions> = {}) {
  const opened = await openLocks(options);
  const [ann, ben] = [opened.person('Ann'), opened.person('Ben')];
  await ann.start();
  await ann.touch();
  await ben.start();
  return { ...opened, ann, ben };
}

/** Lets everything go on that waits for no timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}
