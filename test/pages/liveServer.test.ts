import { createResource } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { spawnServer, type SpawnedServer } from '../cli/spawnServer.js';
import { harbour, type Article } from '../newsroom.js';
import { temporaryFile } from '../server/eachStore.js';
import { withLive } from './withLive.js';

const live = withLive();
const { title, body, button, shown, told, holds } = live;

const minutesMs = 180_000;

/** Puts a real server between the pages and a file, one that can be killed and started again. */
async function openServer({ lockMs }: { readonly lockMs: number }) {
  const file = temporaryFile();
  const start = (ms: number) => spawnServer('--db', file, '--resource', 'articles', '--lock-ms', String(ms));
  let server: SpawnedServer = await start(lockMs);
  live.desk().answerWith((request) => pass(request, server.url));
  const desk = () =>
    createResource<Article>({ url: `${server.url}/articles`, headers: { 'Noclobber-User': 'Desk' } });
  await desk().create({ ...harbour, id: live.id() });
  return {
    stored: async () => (await desk().get(live.id())).value,
    change: (text: string) => externalEdit(desk(), live.id(), (article) => ({ ...article, body: text })),
    kill: () => server.kill('SIGKILL'),
    async comeBack() {
      server = await start(minutesMs);
    },
  };
}

/** Passes a request on, as a proxy does that has nobody behind it for a while. */
async function pass(request: Request, to: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  // The server takes the pages for its own.
  for (const name of ['host', 'origin', 'connection', 'content-length']) headers.delete(name);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  try {
    return await fetch(`${to}${pathname.slice('/api'.length)}${search}`, {
      method: request.method,
      headers,
      signal: request.signal,
      ...(hasBody && { body: await request.arrayBuffer() }),
    });
  } catch {
    return new Response(null, { status: 502 });
  }
}

describe('a server that is killed under open pages and comes back', () => {
  it('F14: pages hear of what comes, the lock that it had given is held again, and what is typed stays', async () => {
    const { kill, comeBack, change, stored } = await openServer({ lockMs: minutesMs });
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await shown(ann, 'lock', 'held');
    await shown(ben, 'lock', 'blocked');
    await kill();
    await title(ann).press('End');
    await title(ann).pressSequentially(', and here');
    await button(ann, 'Save').click();
    await told(ann, 'No answer from the server.');
    await comeBack();
    await change('Desk was here');
    await holds(body(ann), 'Desk was here');
    await holds(body(ben), 'Desk was here');
    await shown(ann, 'lock', 'held');
    await shown(ben, 'lock', 'blocked');
    await button(ann, 'Save').click();
    await shown(ann, 'status', 'saved');

    expect(await stored()).toMatchObject({ title: 'Ann was here, and here', body: 'Desk was here' });
    await holds(title(ben), 'Ann was here, and here');
  });

  it('F14: a lock whose time is over meanwhile is lost, and says so before anything is saved over others', async () => {
    const { kill, comeBack, stored } = await openServer({ lockMs: 4_000 });
    const [ann, ben] = [await live.open('Ann'), await live.open('Ben')];
    await title(ann).fill('Ann was here');
    await expect.poll(() => ann.getByTestId('lock').textContent()).toMatch(/held|warning/);
    await kill();
    await shown(ann, 'lock', 'lost');
    await told(ann, 'Your lock has ended.');
    await comeBack();
    await title(ben).fill('Ben was here');
    await expect.poll(() => ben.getByTestId('lock').textContent()).toMatch(/held|warning/);
    await told(ann, 'Your lock has ended, and Ben is editing this article now.');
    await button(ben, 'Save').click();
    await shown(ben, 'status', 'saved');
    expect(await title(ann).inputValue()).toBe('Ann was here');
    await button(ann, 'Save').click();
    await ann.getByRole('dialog', { name: 'Someone else changed this article' }).waitFor();

    expect((await stored()).title).toBe('Ben was here');
  });
});
