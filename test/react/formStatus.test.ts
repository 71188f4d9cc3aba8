import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { createFormSession } from '../../src/react/session/createFormSession.js';
import type { FormStatus } from '../../src/react/session/formState.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { plainFields } from './plainFields.js';

type Line = 'good' | 'cut' | 'held';

/** A session over a form that is only an object, a line to the server, and a browser that keeps saves and knows whether it is offline. */
async function openForm() {
  const newsroom = await openNewsroom();
  const writes: string[] = [];
  let line: Line = 'good';
  let isOffline = false;
  let letGo = () => {};
  const articles = newsroom.articlesOf('You', {
    retries: 0,
    async fetch(request) {
      if (request.method === 'GET') return newsroom.fetch(request);
      writes.push(request.headers.get('Idempotency-Key') ?? '');
      if (line === 'held') await new Promise<void>((resolve) => (letGo = resolve));
      const response = await newsroom.fetch(request);
      if (line === 'cut') throw new TypeError('The line was cut.');
      return response;
    },
  });
  const { port, type } = plainFields();
  const session = createFormSession<Article>({ resource: articles, isNew: false, port });
  const entry = { put: async () => {}, isKept: () => true, remove() {}, leave() {} };
  session.connect({
    onSaved() {},
    refetch() {},
    outbox: { isOffline: () => isOffline, open: () => entry },
  });
  const load = async () => session.take(await articles.get('1'));
  return {
    ...newsroom,
    session,
    writes,
    load,
    type,
    desks: (change: Partial<Article>) =>
      externalEdit(newsroom.desk, '1', (article) => ({ ...article, ...change })),
    goOffline: (isGone: boolean) => (isOffline = isGone),
    set: (next: Line) => (line = next),
    letGo: () => letGo(),
    save(change: Partial<Article> = {}) {
      type(change);
      return session.save();
    },
  };
}

type Form = Awaited<ReturnType<typeof openForm>>;

/** How a form gets into each status. */
const ways: Readonly<Record<Exclude<FormStatus, 'locked'>, (form: Form) => Promise<unknown>>> = {
  loading: async () => {},
  ready: ({ load }) => load(),
  async saving({ load, save, set, writes }) {
    await load();
    set('held');
    void save({ title: 'Held' });
    await expect.poll(() => writes.length).toBe(1);
  },
  async saved({ load, save }) {
    await load();
    await save({ title: 'Mine' });
  },
  async error({ load, save, set }) {
    await load();
    set('cut');
    await save({ title: 'Mine' });
    set('good');
  },
  async conflict({ load, save, desks }) {
    await load();
    await desks({ title: 'Theirs' });
    await save({ title: 'Mine' });
  },
  async deleted({ load, save, desk }) {
    await load();
    await desk.remove({ base: await desk.get('1') });
    await save({ title: 'Mine' });
  },
  async queued({ load, save, goOffline }) {
    await load();
    goOffline(true);
    await save({ title: 'Mine' });
  },
};

/** What can happen to it. */
const events = {
  async 'a newer version is read'({ load, desk, desks }: Form) {
    await desk.get('1').then(
      () => desks({ price: 210 }),
      () => {},
    );
    await load().catch(() => {});
  },
  'the record can not be read': ({ session }: Form) => session.tellRead(new Error('No answer.')),
  'it is saved': ({ save }: Form) => save({ body: 'Mine' }),
  'its save is not answered'({ save, set }: Form) {
    set('cut');
    return save({ body: 'Mine' });
  },
  'its save is refused': ({ save }: Form) => save({ body: 'a\0b' }),
  async 'its save meets a conflict'({ save, desk, desks }: Form) {
    await desk.get('1').then(
      () => desks({ body: 'Theirs' }),
      () => {},
    );
    await save({ body: 'Mine' });
  },
  'the connection is back'({ session, goOffline }: Form) {
    goOffline(false);
    return session.resume();
  },
  'the conflict is put aside': ({ session }: Form) => session.keepEditing(),
  'the conflict is looked at': ({ session }: Form) => session.review(),
  'it is discarded': ({ session }: Form) => session.discard(),
};

const statuses = ['loading', 'ready', 'saving', 'saved', 'error', 'conflict', 'deleted', 'queued'] as const;

/** Into which status each event leads, from each of the statuses in their order. */
const transitions: Readonly<Record<keyof typeof events, string>> = {
  'a newer version is read': 'ready ready saving saved error conflict deleted queued',
  'the record can not be read': 'error ready saving saved error conflict deleted queued',
  'it is saved': 'loading saved saving saved saved conflict deleted queued',
  'its save is not answered': 'loading error saving error error error error queued',
  'its save is refused': 'loading error saving error error conflict deleted queued',
  'its save meets a conflict': 'loading conflict saving conflict conflict conflict deleted queued',
  'the connection is back': 'loading ready saving saved error conflict deleted saved',
  'the conflict is put aside': 'loading ready saving saved error conflict deleted queued',
  'the conflict is looked at': 'loading ready saving saved error conflict deleted queued',
  'it is discarded': 'loading ready saving ready ready ready deleted ready',
};

describe('a form’s status', () => {
  it.each(Object.keys(events) as (keyof typeof events)[])('U13, U16: when %s', async (event) => {
    const met: string[] = [];
    let sentBeside = 0;
    for (const status of statuses) {
      const form = await openForm();
      await ways[status](form);
      expect(form.session.getState().status).toBe(status);
      const sent = form.writes.length;
      await events[event](form);
      await new Promise((resolve) => setTimeout(resolve, 10));
      met.push(form.session.getState().status);
      if (status === 'saving') sentBeside += form.writes.length - sent;
      form.letGo();
    }

    expect(met.join(' ')).toBe(transitions[event]);
    expect(sentBeside).toBe(0);
  });

  it('U13: what waits for a connection is sent once, one after the other, however often that comes back', async () => {
    const form = await openForm();
    const { session, save, goOffline, writes, desk } = form;
    await ways.queued(form);
    await save({ body: 'Mine' });
    expect(writes).toEqual([]);
    goOffline(false);
    const resumed = await Promise.all([session.resume(), session.resume(), session.resume()]);

    expect(resumed).toEqual([true, false, false]);
    expect(session.getState().status).toBe('saved');
    expect(writes).toHaveLength(2);
    expect(new Set(writes).size).toBe(2);
    expect((await desk.get('1')).value).toEqual({ ...harbour, title: 'Mine', body: 'Mine' });
    expect((await desk.get('1')).change?.version).toBe('3');
    expect(await session.resume()).toBe(false);
    expect(writes).toHaveLength(2);
  });
});
