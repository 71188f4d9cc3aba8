import { createPresence, createResource, type EditorCalls } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { elect, type Candidate } from '../../src/client/live/elect.js';
import { harbour, type Article } from '../newsroom.js';
import { pass, settle } from './lockPeople.js';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openPresence() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
    resources: { articles: {} },
    authorize: () => (isSignedIn ? { id: 'Ann', name: 'Ann' } : { denied: 'unauthorized' }),
  });
  let isSignedIn = true;
  let held = Promise.resolve();
  await checker.create({ resource: 'articles', value: harbour, by: { id: 'Desk', name: 'Desk' } });
  const articles = createResource<Article>({
    url: 'http://presence.test/articles',
    retries: 0,
    async fetch(request) {
      if (request.method === 'PUT') await held;
      return checker.fetch(request);
    },
  });
  const calls: EditorCalls = articles.editors('1');
  return {
    presence: createPresence({ calls }),
    beside: () => createPresence({ calls: articles.editors('1') }),
    who: async () => (await calls.read()).editors.map(({ name }) => name),
    doing: async () => (await calls.read()).editors.map(({ field }) => field),
    signIn: (is: boolean) => (isSignedIn = is),
    hold() {
      let letGo = () => {};
      held = new Promise((resolve) => (letGo = resolve));
      return letGo;
    },
  };
}

describe('who is here', () => {
  it('leaves nobody behind where what was said on leaving is overtaken by what was said before', async () => {
    const { presence, who, hold } = await openPresence();
    const letGo = hold();
    const stop = presence.start();
    await pass(0);
    stop();
    await pass(0);
    letGo();
    await settle();

    expect(await who()).toEqual([]);
  });

  it('tells what one does by then where the word before is answered late', async () => {
    const { presence, doing, hold } = await openPresence();
    const letGo = hold();
    onTestFinished(presence.start());
    await pass(0);
    presence.setDoing({ state: 'viewing', field: '/title' });
    letGo();
    await settle();
    await pass(300);

    expect(await doing()).toEqual(['/title']);
  });

  it('stays while another part of the same page shows the same record', async () => {
    const { presence, who, beside } = await openPresence();
    const stop = presence.start();
    const stopBeside = beside().start();
    await pass(0);
    stop();
    await settle();
    await pass(0);
    expect(await who()).toEqual(['Ann']);
    stopBeside();
    await pass(0);

    expect(await who()).toEqual([]);
  });

  it('is here again after signing in again', async () => {
    const { presence, who, signIn } = await openPresence();
    signIn(false);
    onTestFinished(presence.start());
    await pass(0);
    expect(presence.getEditors()).toEqual([]);
    signIn(true);
    await pass(60_000);

    expect(await who()).toEqual(['Ann']);
  });
});

describe('which page of a browser leads', () => {
  const candidate = () => {
    const led: string[] = [];
    const asked: Candidate = {
      name: 'test',
      say() {},
      lead() {
        led.push('leads');
        return () => led.push('steps back');
      },
    };
    return { led, asked };
  };

  it('F15: is found without the browser’s locks where it refuses them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    let requests = 0;
    vi.stubGlobal('navigator', {
      locks: {
        request() {
          requests += 1;
          return Promise.reject(new DOMException('Not in this frame', 'SecurityError'));
        },
      },
    });
    const { led, asked } = candidate();
    const election = elect(asked);
    await pass(1_000);
    expect(led).toEqual(['leads']);
    expect(requests).toBe(1);
    election.stop();

    expect(led).toEqual(['leads', 'steps back']);
  });
});
