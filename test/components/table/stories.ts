import { createResource, type ResourceOptions } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import { externalEdit } from 'noclobber/testing';

/** What the tests' table holds. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly price: number | null;
  readonly publishOn: string | null;
  readonly isFeatured: boolean;
  readonly author: string;
}

/** What a row begins with that is added. */
export const newStory: Omit<Story, 'id'> = {
  title: '',
  section: 'city',
  price: null,
  publishOn: null,
  isFeatured: false,
  author: 'You',
};

function story(number: number): Story {
  return {
    id: String(number),
    title: `Story ${number}`,
    section: 'city',
    price: number * 10,
    publishOn: '2026-03-09',
    isFeatured: number % 2 === 0,
    author: 'Ann',
  };
}

/** A real checker with stories under an address of its own, so that tests before it are not heard, and handles on it for you and for the desk. */
export async function openStories(count: number, options: Partial<ResourceOptions<Story>> = {}) {
  const store = memoryStore();
  const start = () =>
    createVersionChecker({
      store,
      // Who wrote a story the desk alone changes.
      authorizeFields: ({ id }, { paths }) =>
        id === 'Desk' ? [] : paths.filter((path) => path === '/author' && paths.length === 1),
      signer: hmacSigner({ keys: [{ id: 'test', secret: new Uint8Array(32).fill(7) }] }),
      resources: {
        stories: {
          actions: { publish: (value) => ({ ...value, isFeatured: true }) },
          validate: ({ title }) =>
            title === '' ? [{ pointer: '/title', message: 'A story needs a title' }] : [],
        },
      },
    });
  let checker = start();
  const basePath = `/${crypto.randomUUID()}`;
  const requests: string[] = [];
  const gate: { held?: Promise<void>; losing: number; meddle?: (request: Request) => Promise<Request> } = {
    losing: 0,
  };
  const fetch = async (request: Request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname.slice(basePath.length)}`);
    if (request.method !== 'GET') await gate.held;
    const arriving = gate.meddle ? await gate.meddle(request) : request;
    const answer = await checker.fetch(arriving, { basePath });
    if (request.method === 'GET' || gate.losing === 0) return answer;
    gate.losing--;
    throw new TypeError('The connection was cut before the answer arrived.');
  };
  const as = (name: string, own: Partial<ResourceOptions<Story>> = {}) =>
    createResource<Story>({
      url: `http://newsroom.test${basePath}/stories`,
      recordLabel: 'story',
      headers: { 'Noclobber-User': name },
      fetch,
      ...own,
    });
  const [mine, desk] = [as('You', options), as('Desk')];
  const otherTab = as('You', { headers: { 'Noclobber-User': 'You', 'Noclobber-Tab': 'another' } });
  await desk.batch(
    Array.from({ length: count }, (_, index) => ({ op: 'create' as const, value: story(index + 1) })),
    { chunkRows: 5_000 },
  );
  requests.length = 0;
  return {
    /** The one that was started first. */
    checker,
    mine,
    desk,
    otherTab,
    requests,
    desks: (id: number, change: Partial<Story>) =>
      externalEdit(desk, String(id), (value) => ({ ...value, ...change })),
    deskRemoves: async (id: number) => desk.remove({ base: await desk.get(String(id)) }),
    /** The server starts anew: streams end, and of what happened meanwhile it says only that something did. */
    async restart(meanwhile: () => Promise<unknown>) {
      const before = checker;
      checker = start();
      await meanwhile();
      await before.close();
    },
    stored: async (id: number) => (await desk.get(String(id))).value,
    /** Loses the answers to the next writes, after they were carried out. */
    lose: (times = 1) => void (gate.losing = times),
    /** Changes requests on their way. */
    meddle: (change: (request: Request) => Promise<Request>) => void (gate.meddle = change),
    /** Holds writes until what it returns is called. */
    hold() {
      let letGo = () => {};
      gate.held = new Promise((resolve) => (letGo = resolve));
      return () => letGo();
    },
  };
}
