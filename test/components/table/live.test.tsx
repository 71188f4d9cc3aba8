import { screen, waitFor } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { openTable, says } from './openTable.js';

const press = (keys: string) => userEvent.keyboard(keys);

async function openLive(options: Parameters<typeof openTable>[0] = {}) {
  const table = await openTable({ isLive: true, ...options });
  // The stream begins with a resync, after which the rows are read once more.
  const placeOf = (request: string) => table.requests.lastIndexOf(request);
  await expect.poll(() => placeOf('GET /events')).toBeGreaterThan(0);
  await expect.poll(() => placeOf('GET /stories')).toBeGreaterThan(placeOf('GET /events'));
  const lists = () => table.requests.filter((request) => request === 'GET /stories').length;
  const asked = (pattern: RegExp) => table.requests.filter((request) => pattern.test(request));
  table.requests.length = 0;
  return { ...table, lists, asked };
}

describe('a table that follows what others save', () => {
  it('F14: shows a row that changed, one that came and none that was deleted, and reads no more than it has to', async () => {
    const { desk, desks, deskRemoves, cell, state, stored, lists, asked } = await openLive();
    await desks(2, { title: 'Theirs' });
    await waitFor(() => expect(says(cell(2, 'Title'))).toBe('Theirs, updated by Desk'));
    await deskRemoves(3);
    await waitFor(() => expect(screen.queryByText('Story 3')).not.toBeInTheDocument());
    expect(lists()).toBe(0);
    // The desk has read it as well, before its own save and its removal.
    expect(asked(/^GET .*\/2$/)).toHaveLength(2);
    await desk.create({ ...(await stored(1)), id: 'new', title: 'New', price: 15 });

    await waitFor(() => expect(cell(2, 'Title')).toHaveTextContent('New'));
    expect(state(3)).toBe('Updated by Desk');
    expect(lists()).toBe(1);
  });

  it('F14: keeps a cell that is being edited, over a change and over a deletion', async () => {
    const { user, desks, deskRemoves, cell, state, told, button, stored } = await openLive();
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await desks(2, { title: 'Theirs', price: 21 });
    await told('Desk changed Title too. What you type stays.');
    expect(cell(2, 'Price')).toHaveTextContent('€21.00');
    await deskRemoves(2);
    await expect.poll(() => state(2)).toMatch(/^Deleted by Desk/);
    expect(cell(2, 'Price')).toHaveAttribute('aria-readonly', 'true');

    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveValue('MINE');
    await press('{Enter}');
    await user.click(button('Review MINE'));
    await user.click(await screen.findByRole('button', { name: 'Recreate with my version' }));
    await expect.poll(() => state(2)).toBe('Saved');
    expect((await stored(2)).title).toBe('MINE');
  });

  it('F14: reads all again, without being looked at, after a server that started anew', async () => {
    const { restart, desks, deskRemoves, cell } = await openLive();
    await restart(async () => {
      await desks(2, { title: 'Meanwhile' });
      await deskRemoves(3);
    });

    await waitFor(() => expect(cell(2, 'Title')).toHaveTextContent('Meanwhile'));
    expect(screen.queryByText('Story 3')).not.toBeInTheDocument();
  });

  it('F7: one’s own other tab is somebody else, and named so', async () => {
    const { mine, type, cell, state, stored } = await openLive();
    await type(2, 'Title', 'Mine');
    const base = await mine.get('2');
    await mine.save({ base, mine: { ...base.value, title: 'In the other tab' } });
    await waitFor(() => expect(says(cell(2, 'Title'))).toBe('Mine, changed by you and by your other tab'));

    expect(state(2)).toBe('Needs youReview');
    expect((await stored(2)).title).toBe('In the other tab');
  });

  it('asks nothing of what it has saved itself, not even while the answer is on its way', async () => {
    const { type, save, told, requests, mine, asked } = await openLive();
    const heard: string[] = [];
    const stop = mine.watch((message) => heard.push(message.kind), { viewer: 'You' });
    await type(2, 'Title', 'Mine');
    await type(3, 'Title', 'Mine too');
    await save();
    await told('2 saved');
    await expect.poll(() => heard.filter((kind) => kind === 'changed')).toHaveLength(2);
    stop();

    expect(asked(/^GET /), requests.join()).toEqual([]);
  });

  it('reads 500 rows that change at once in a few lists', async () => {
    const { desk, cell, lists, asked } = await openLive({ count: 600, query: { limit: 1_000 } });
    const { items } = await desk.list({ limit: 500 });
    const before = lists();
    await desk.batch(
      items.map((base) => ({ op: 'update' as const, base, mine: { ...base.value, author: 'Zoë' } })),
      { chunkRows: 1_000 },
    );

    await waitFor(() => expect(says(cell(1, 'Author'))).toBe('Zoë, updated by Desk'));
    await expect.poll(() => screen.queryAllByText('Ann')).toEqual([]);
    expect(lists() - before).toBeLessThanOrEqual(6);
    expect(asked(/^GET .*stories\/\d/).length).toBeLessThanOrEqual(4);
  });
});
