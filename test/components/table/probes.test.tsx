import { act, screen } from '@testing-library/react';
import { recordKey } from 'noclobber';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { openTable, says } from './openTable.js';

const press = (keys: string) => userEvent.keyboard(keys);

/** A table whose rows are read again, as after somebody else's change. */
async function openLive(options: Parameters<typeof openTable>[0] = {}) {
  const table = await openTable(options);
  return {
    ...table,
    refresh: () => act(() => table.queryClient.invalidateQueries({ queryKey: recordKey(table.mine) })),
  };
}

describe('an open editor and what others do meanwhile', () => {
  it('the same cell changes: the draft stays, the cell is marked, Enter overwrites nothing', async () => {
    const { user, cell, desks, refresh, told, state, stored, save, button } = await openLive();
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await desks(2, { title: 'REMOTE' });
    await refresh();
    const input = screen.getByRole('textbox', { name: /^Title of/ });
    expect(input).toHaveValue('MINE');
    expect(cell(2, 'Title').dataset.cell).toBe('editing');
    await told('Desk changed Title too. What you type stays.');
    await press('{Enter}');
    expect(says(cell(2, 'Title'))).toBe('MINE, changed by you and by Desk');
    expect(state(2)).toBe('Needs youReview');
    expect(button('Save changes')).toHaveAttribute('aria-disabled', 'true');
    expect((await stored(2)).title).toBe('REMOTE');
    await user.click(cell(3, 'Title'));
    await press('Mine too{Enter}');
    await save();
    await told('1 saved');
    expect((await stored(2)).title).toBe('REMOTE');
  });

  it('another cell of the row changes: both survive the save', async () => {
    const { user, cell, desks, refresh, save, told, stored } = await openLive();
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await desks(2, { price: 99 });
    await refresh();
    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveValue('MINE');
    expect(cell(2, 'Price')).toHaveTextContent('€99.00');
    await press('{Enter}');
    await save();
    await told('1 saved');
    expect(await stored(2)).toMatchObject({ title: 'MINE', price: 99 });
  });

  it('another row changes: it is shown and marked, the draft stays', async () => {
    const { user, cell, desks, refresh, state } = await openLive();
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await desks(3, { title: 'REMOTE' });
    await refresh();
    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveValue('MINE');
    expect(says(cell(3, 'Title'))).toBe('REMOTE, updated by Desk');
    expect(state(3)).toBe('Updated by Desk');
  });

  it('Esc after their change shows theirs', async () => {
    const { user, cell, desks, refresh } = await openLive();
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await desks(2, { title: 'REMOTE' });
    await refresh();
    await press('{Escape}');
    expect(says(cell(2, 'Title'))).toBe('REMOTE, updated by Desk');
  });

  it('C44: a row that somebody deletes stays with its edits and its choices', async () => {
    const { type, deskRemoves, refresh, state, user, told, stored } = await openLive();
    await type(2, 'Title', 'MINE');
    await deskRemoves(2);
    await deskRemoves(3);
    await refresh();
    await expect.poll(() => state(2)).toMatch(/^Deleted by/);
    expect(screen.queryByText('Story 3')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Review MINE' }));
    await user.click(await screen.findByRole('button', { name: 'Recreate with my version' }));
    await expect.poll(() => state(2)).toBe('Saved');
    expect((await stored(2)).title).toBe('MINE');
    await told('');
  });

  it('the row scrolls away: the draft is there when it comes back', async () => {
    const { user, cell, scroller, save, told, stored } = await openLive({ count: 300 });
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    scroller.scrollTo({ top: 6_000 });
    await expect.poll(() => screen.queryByText('Story 1')).not.toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveValue('MINE');
    scroller.scrollTo({ top: 0 });
    await expect.poll(() => screen.queryByText('Story 1')).toBeInTheDocument();
    await press('!{Enter}');
    await save();
    await told('1 saved');
    expect((await stored(2)).title).toBe('MINE!');
  });

  it('Save is clicked while the editor is open: what is in it is saved', async () => {
    const { user, type, cell, save, told, stored } = await openLive();
    await type(1, 'Title', 'First');
    await user.dblClick(cell(2, 'Title'));
    await press('MINE');
    await save();
    await told('2 saved');
    expect((await stored(2)).title).toBe('MINE');
  });

  it('what is typed during a save survives, and one’s own second save is no conflict', async () => {
    const { type, save, told, hold, stored, state, requests } = await openLive();
    await type(2, 'Title', 'First');
    const letGo = hold();
    await save();
    await expect.poll(() => state(2)).toBe('Saving…');
    await type(2, 'Price', '7');
    await type(2, 'Title', 'Second');
    letGo();
    await told('1 saved');
    expect(state(2)).toBe('Edited');
    await save();
    await expect.poll(() => state(2)).toBe('Saved');
    expect(await stored(2)).toMatchObject({ title: 'Second', price: 7 });
    expect(requests.filter((request) => request === 'POST /stories/batch')).toHaveLength(2);
  });

  it('a filter never hides a row with edits', async () => {
    const { type, user, cell } = await openLive();
    await type(2, 'Title', 'Mine');
    await user.type(screen.getByRole('searchbox', { name: 'Filter by Title' }), 'Story 4');
    await expect.poll(() => screen.queryByText('Story 6')).not.toBeInTheDocument();
    expect(screen.getByText('Mine')).toBeVisible();
    expect(cell(1, 'Title')).toBeVisible();
  });
});
