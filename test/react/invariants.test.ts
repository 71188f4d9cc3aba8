import fc from 'fast-check';
import type { Versioned } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDraftKeeper, type Unsaved } from '../../src/client/index.js';
import { mergeConflict, resolve } from '../../src/core/index.js';
import { createFormSession } from '../../src/react/session/createFormSession.js';
import { meetingCode } from '../../src/react/session/meetingCode.js';
import { openNewsroom, type Article } from '../newsroom.js';

type Field = 'title' | 'body';

/** What happens around a form, one step after the other; answers come when they are let through. */
type Step =
  | { readonly do: 'type'; readonly field: Field }
  | { readonly do: 'desk'; readonly field: Field | 'tags' }
  | { readonly do: Plain }
  | { readonly do: 'decide'; readonly pick: 'mine' | 'theirs' };

const field = fc.constantFrom<Field>('title', 'body');
const pick = fc.constantFrom<'mine' | 'theirs'>('mine', 'theirs');
// This person never types into the tags.
const deskField = fc.constantFrom<Field | 'tags'>('title', 'body', 'tags');
type Plain =
  | 'read'
  | 'deliver'
  | 'save'
  | 'answer'
  | 'cut'
  | 'escape'
  | 'review'
  | 'reload'
  | 'undo'
  | 'discard'
  | 'offline'
  | 'online';
const plain = (weight: number, ...names: Plain[]) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names) }),
});
const steps: fc.Arbitrary<Step[]> = fc.array<Step>(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('type' as const), field }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('desk' as const), field: deskField }) },
    plain(8, 'save', 'answer'),
    plain(3, 'read', 'deliver'),
    plain(3, 'cut', 'escape', 'review'),
    plain(2, 'offline', 'online', 'undo'),
    plain(1, 'reload', 'discard'),
    { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), pick }) },
  ),
  { minLength: 10, maxLength: 40, size: 'max' },
);

/** A form over a real checker, whose answers are held until they are let through or cut, a disk for its draft, and a queue. */
async function openWorld() {
  const newsroom = await openNewsroom();
  const versions = new Map<string, Versioned<Article>>();
  const typed = new Map<string, Field>();
  const given = new Set<string>();
  const desks = new Map<Field | 'tags', unknown>();
  const discarded: Article[] = [];
  let disk: (Unsaved<Article> & { readonly keptAt: string }) | null = null;
  let held: ((fate: 'answer' | 'cut') => void)[] = [];
  let writing = 0;
  let mostWriting = 0;
  let marks = 0;
  let isOffline = false;
  let working = 0;
  let read: Versioned<Article> | undefined;

  /** Lets everything go on that waits for nothing but an answer. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet = working > 0 ? 0 : quiet + 1) {
      await new Promise((done) => setImmediate(done));
    }
  }

  const note = async () => {
    const now = await newsroom.desk.get('1');
    versions.set(now.token, now);
  };

  function openPage() {
    let isGone = false;
    const articles = newsroom.articlesOf('You', {
      retries: 0,
      async fetch(request) {
        working += 1;
        if (request.method === 'GET') return newsroom.fetch(request).finally(() => (working -= 1));
        if (isOffline) {
          working -= 1;
          throw new TypeError('There is no line.');
        }
        writing += 1;
        mostWriting = Math.max(mostWriting, writing);
        const response = await newsroom.fetch(request);
        await note();
        working -= 1;
        const fate = await new Promise<'answer' | 'cut'>((done) => held.push(done));
        writing -= 1;
        if (fate === 'cut' || isGone) throw new TypeError('The line was cut.');
        return response;
      },
    });
    let values: Partial<Article> = {};
    const session = createFormSession<Article>({
      resource: articles,
      isNew: false,
      port: {
        getValues: () => values,
        start: (base) => (values = { ...base }),
        setValues: ({ mine }) => (values = { ...mine }),
        validate: async () => values,
        showErrors() {},
      },
    });
    // What waits goes with its page: the draft holds what was typed, too.
    session.connect({
      onSaved() {},
      refetch() {},
      onDiscard: ({ mine }) => void discarded.push(mine),
      outbox: {
        isOffline: () => isOffline && !isGone,
        open: () => ({ put: async () => {}, isKept: () => true, remove() {}, leave() {} }),
      },
    });
    const keeper = createDraftKeeper<Article>({
      read() {
        const { record } = session.getState();
        if (!record) return undefined;
        return session.getUnsaved().length > 0 ? { base: record, mine: session.getValues() } : null;
      },
      put: async (unsaved) => void (disk = { ...unsaved, keptAt: '2026-01-01T00:00:00Z' }),
      remove: async () => void (disk = null),
      onKept() {},
    });
    return {
      session,
      articles,
      isGone: () => isGone,
      type(name: Field) {
        marks += 1;
        const mark = `<${marks}>`;
        typed.set(mark, name);
        values = { ...values, [name]: `${values[name] ?? ''}${mark}` };
      },
      restore(draft: NonNullable<typeof disk>) {
        keeper.adopt();
        session.restore(draft);
      },
      /** The page goes away: what it holds is kept, what is on its way is cut. */
      async leave() {
        isGone = true;
        keeper.touch();
        await keeper.flush();
        for (const end of held) end('cut');
        held = [];
        await settled();
      },
    };
  }

  async function load(page: ReturnType<typeof openPage>) {
    page.session.take(await page.articles.get('1'));
    if (disk) page.restore(disk);
  }

  await note();
  let page = openPage();
  await load(page);

  return {
    page: () => page,
    versions,
    mostWriting: () => mostWriting,
    /** Marks that are neither in the form nor were ever saved nor given up by a choice. */
    lost() {
      const values = page.session.getValues();
      const everywhere = [...[...versions.values()].map(({ value }) => value), ...discarded, values]
        .map(({ title, body }) => title + body)
        .join();
      return [...typed.keys()].filter((mark) => !everywhere.includes(mark) && !given.has(mark));
    },
    /** Fields that this person never typed into and the desk has written, as the desk wrote them last. */
    untyped() {
      const mine = new Set<string>(typed.values());
      return Object.fromEntries([...desks].filter(([name]) => !mine.has(name)));
    },
    server: () => newsroom.desk.get('1'),
    async run(step: Step) {
      const { session } = page;
      const { conflict, isReviewing } = session.getState();
      switch (step.do) {
        case 'type':
          page.type(step.field);
          break;
        case 'desk':
          marks += 1;
          desks.set(step.field, step.field === 'tags' ? [`Desk ${marks}`] : `Desk ${marks}`);
          await externalEdit(newsroom.desk, '1', (now) => ({ ...now, [step.field]: desks.get(step.field) }));
          await note();
          break;
        case 'read':
          read = await page.articles.get('1');
          break;
        case 'deliver':
          // Late, perhaps after newer ones.
          if (read) session.take(read);
          break;
        case 'save':
          void session.save();
          break;
        case 'answer':
        case 'cut':
          held.shift()?.(step.do);
          break;
        case 'undo': {
          const { notice } = session.getState();
          if (notice && 'undo' in notice) notice.undo();
          break;
        }
        case 'discard':
          session.discard();
          break;
        case 'offline':
          isOffline = true;
          break;
        case 'online':
          isOffline = false;
          void session.resume();
          break;
        case 'escape':
          session.keepEditing();
          break;
        case 'review':
          session.review();
          break;
        case 'decide': {
          if (!isReviewing || conflict?.kind !== 'modified') break;
          const result = mergeConflict(conflict);
          const choices = result.conflicts.map(({ path }) => ({ path, pick: step.pick }));
          if (step.pick === 'theirs') {
            const fields = new Set(result.conflicts.map(({ path }) => path[0]));
            for (const [mark, name] of typed) if (fields.has(name)) given.add(mark);
          }
          void session.resolve(resolve(result, choices).merged, []);
          break;
        }
        case 'reload':
          await page.leave();
          page = openPage();
          read = undefined;
          await load(page);
          break;
      }
      await settled();
    },
    async rest() {
      await this.run({ do: 'online' });
      for (let turn = 0; turn < 30; turn++) {
        while (held.length > 0) {
          held.shift()?.('answer');
          await settled();
        }
        const { session } = page;
        const { status } = session.getState();
        if (status === 'conflict') {
          session.review();
          await settled();
          await this.run({ do: 'decide', pick: 'mine' });
          continue;
        }
        session.take(await page.articles.get('1'));
        if (
          session.getUnsaved().length === 0 &&
          session.getState().theirChanges.every(({ kind }) => kind !== 'both')
        )
          return;
        void session.save();
        await settled();
      }
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** Runs random steps and checks after each of them. */
async function holds(check: (world: World, step: Step) => void | Promise<void>, numRuns = 120) {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const world = await openWorld();
      for (const step of all) {
        await world.run(step);
        await check(world, step);
      }
    }),
    { numRuns },
  );
}

// Here nothing waits for code, so that a step is done when nothing is on its way.
beforeAll(() => meetingCode.load());

describe('whatever happens around a form, in whatever order', () => {
  it('no typed character disappears without an explicit choice', async () => {
    await holds((world) => expect(world.lost()).toEqual([]));
  });

  it('base, token and theirs belong to one version', async () => {
    await holds(({ page, versions }) => {
      const { record, conflict, theirChanges } = page().session.getState();
      const theirs = conflict?.kind === 'modified' ? conflict.theirs : undefined;
      expect(theirs?.value).toEqual(theirs && versions.get(theirs.token)?.value);
      // Where others and this person changed a field, the base stays behind with its token, as it was when that field was typed into:
      // no value in it is older than its token.
      const isHeld = theirChanges.some(({ kind }) => kind === 'both');
      const isSince = ({ token, change }: Versioned<Article>) =>
        token === record?.token || (isHeld && Number(change?.version) > Number(record?.change?.version));
      const seen = [...versions.values()].filter(isSince).map(({ value }) => value);
      expect(seen.map(({ title }) => title)).toContain(record?.value.title);
      expect(seen.map(({ body }) => body)).toContain(record?.value.body);
    });
  });

  it('one save is on its way at most', async () => {
    await holds((world) => expect(world.mostWriting()).toBeLessThanOrEqual(1));
  });

  it('the form’s version never decreases, not for a moment, and not through a reload', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const world = await openWorld();
        const versions: bigint[] = [];
        let watched: World['page'] extends () => infer P ? P | undefined : never;
        for (const step of all) {
          const page = world.page();
          const look = () => {
            const { record } = page.session.getState();
            // Nobody sees what a page does that has gone.
            if (!page.isGone()) versions.push(BigInt(record?.change?.version ?? 0));
          };
          // A page that came back has its draft by now.
          if (watched !== page) {
            look();
            page.session.subscribe(look);
          }
          watched = page;
          // Text that comes back from a discard brings the version back that it was typed over.
          if (step.do === 'undo' && page.session.getState().notice?.kind === 'discarded') continue;
          await world.run(step);
        }
        expect(versions).toEqual(versions.toSorted((a, b) => Number(a - b)));
        expect(versions.length).toBeGreaterThan(0);
      }),
      { numRuns: 240 },
    );
  });

  it('after everything has settled and nobody edits, the form shows what the server has, and nothing of the desk’s went by the way', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const world = await openWorld();
        for (const step of all) await world.run(step);
        await world.rest();
        const { value } = await world.server();
        expect(world.page().session.getValues()).toEqual(value);
        // Nobody but the desk has changed these.
        expect(value).toMatchObject(world.untyped());
      }),
      { numRuns: 120 },
    );
  });

  it('closing the dialog by Escape changes nothing', async () => {
    await holds(async (world) => {
      const { session } = world.page();
      const before = { ...session.getState(), values: session.getValues(), server: await world.server() };
      session.keepEditing();
      const { isReviewing, notice, ...after } = session.getState();
      expect({ ...before, ...after, values: session.getValues(), server: await world.server() }).toEqual(
        before,
      );
      expect(isReviewing).toBe(false);
      expect(notice?.kind).toBe(before.conflict ? 'unresolved' : before.notice?.kind);
    });
  });
});
