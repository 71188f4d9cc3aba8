import { memoryStore, type FeedEvent, type Relay, type RelayListener, type Store } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { openEvents } from './openEvents.js';
import { openServer } from './openServer.js';

const quiet = { log: () => undefined };

/** A way to other processes whose other end is in the test's hand. */
function handRelay() {
  const sent: FeedEvent[] = [];
  const listeners = new Set<RelayListener>();
  const state = { isAway: false, begun: 0 };
  const relay: Relay = {
    async send(events) {
      sent.push(...events);
    },
    async listen(listener) {
      state.begun += 1;
      if (state.isAway) throw new Error('away');
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
  const say = (id: string) => {
    const event: FeedEvent = {
      kind: 'changed',
      tenant: '',
      resource: 'articles',
      id,
      version: '1',
      by: null,
    };
    for (const { onEvents } of listeners) onEvents([event]);
  };
  const lose = () => {
    for (const { onGap } of listeners) onGap('lost');
  };
  return { relay, sent, state, say, lose, listeners };
}

function open(relay: Relay) {
  const store: Store = { ...memoryStore(), relay };
  const server = openServer(store, quiet);
  return {
    ...server,
    follow: (headers = {}) => openEvents((request) => server.checker.fetch(request), { headers }),
  };
}

const names = (events: readonly { readonly event: string }[]) => events.map(({ event }) => event);

describe('the feed', () => {
  it('tells other processes what was committed here, and followers what was committed there', async () => {
    const { relay, sent, say } = handRelay();
    const { call, follow } = open(relay);
    const events = await follow();
    await events.next();

    await call('POST', '/articles', { id: 'here' }, { 'Noclobber-User': 'Ann' });
    say('there');

    expect((await events.next()).data).toMatchObject({ id: 'here' });
    expect((await events.next()).data).toEqual({ resource: 'articles', id: 'there', version: '1', by: null });
    expect(sent).toEqual([
      {
        kind: 'changed',
        tenant: '',
        resource: 'articles',
        id: 'here',
        version: '1',
        by: { id: 'Ann', name: 'Ann' },
      },
    ]);
  });

  it('listens to other processes only while somebody follows, and until the checker is closed', async () => {
    const { relay, state, listeners } = handRelay();
    const { call, checker, follow } = open(relay);
    await call('POST', '/articles', { id: '1' });
    const begunBefore = state.begun;
    await (await follow()).next();
    await (await follow()).next();

    expect([begunBefore, state.begun, listeners.size]).toEqual([0, 1, 1]);
    await checker.close();
    expect(listeners.size).toBe(0);
  });

  it('F14: tells every follower once that something was missed, and knows no id from before', async () => {
    const { relay, say, lose } = handRelay();
    const { follow } = open(relay);
    const [first, second] = [await follow(), await follow()];
    await Promise.all([first.next(), second.next()]);
    say('1');
    const { id } = await first.next();
    lose();
    say('2');
    const third = await follow({ 'Last-Event-ID': id });
    say('3');

    await expect.poll(() => third.events.length).toBe(2);
    expect(names(first.events)).toEqual(['resync', 'changed', 'resync', 'changed', 'changed']);
    expect(names(second.events)).toEqual(names(first.events));
    expect(names(third.events)).toEqual(['resync', 'changed']);
  });

  it('lets followers in when other processes can be heard, however late', async () => {
    const { relay, state, say } = handRelay();
    state.isAway = true;
    const { follow } = open(relay);
    const events = await follow();
    await expect.poll(() => state.begun).toBeGreaterThan(1);
    const before = names(events.events);
    state.isAway = false;

    expect([before, (await events.next()).event]).toEqual([[], 'resync']);
    say('1');
    expect((await events.next()).event).toBe('changed');
  });

  it('lets followers in after a while even where other processes can not be heard, and tells them when they can', async () => {
    const { relay, state } = handRelay();
    state.isAway = true;
    const { call, follow } = open(relay);
    const events = await follow();

    expect((await events.next()).event).toBe('resync');
    await call('POST', '/articles', { id: 'here' });
    expect((await events.next()).event).toBe('changed');
    state.isAway = false;
    expect((await events.next()).event).toBe('resync');
  });

  it('F14: knows only so many events', async () => {
    const { relay, say } = handRelay();
    const { follow } = open(relay);
    const events = await follow();
    await events.next();
    for (let n = 1; n <= 10_001; n++) say(String(n));
    const numbered = (n: number) => (events.events[0]?.id ?? '').replace(/0$/, String(n));

    const [behind, lost] = [
      await follow({ 'Last-Event-ID': numbered(1) }),
      await follow({ 'Last-Event-ID': numbered(0) }),
    ];

    expect((await behind.next()).data).toMatchObject({ id: '2' });
    expect((await lost.next()).event).toBe('resync');
  });
});
