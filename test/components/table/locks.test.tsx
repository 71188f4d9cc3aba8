import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openTable } from './openTable.js';

describe('locks in a table', () => {
  it('L18: names who holds a row, asked for in one request, and takes no edit of a row that is held', async () => {
    const { desk, user, cell, state, requests } = await openTable({ hasLocks: true });
    expect(requests.filter((request) => request.endsWith('/locks'))).toHaveLength(1);
    await desk.lock('2').take({ mode: 'enforced' });
    await expect.poll(() => state(2)).toMatch(/^Desk, until /);
    expect(cell(2, 'Title')).toHaveAttribute('aria-readonly', 'true');
    expect(cell(3, 'Title')).not.toHaveAttribute('aria-readonly');
    await user.dblClick(cell(2, 'Title'));
    expect(screen.queryByRole('textbox', { name: /^Title of/ })).not.toBeInTheDocument();

    await desk.lock('2').release();
    await expect.poll(() => state(2)).toBe('');
    await user.dblClick(cell(2, 'Title'));
    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveFocus();
  });

  it('F7: says of a row that one’s own other tab holds that it is there, also when a save is refused for it', async () => {
    const { otherTab, state, unmount } = await openTable({ hasLocks: true });
    await otherTab.lock('2').take({ mode: 'enforced' });
    await expect.poll(() => state(2)).toMatch(/^You, in another tab, until /);
    await otherTab.lock('2').release();
    await expect.poll(() => state(2)).toBe('');
    unmount();

    const withoutLocks = await openTable();
    await withoutLocks.otherTab.lock('3').take({ mode: 'enforced' });
    await withoutLocks.type(3, 'Title', 'Mine');
    await withoutLocks.save();
    await withoutLocks.told('Nothing was saved');
    expect(withoutLocks.state(3)).toMatch(/^You, in another tab, until /);
  });

  it('keeps what was typed before somebody took the row, and saves it when it is free', async () => {
    const { desk, type, save, told, state, stored, button } = await openTable({ hasLocks: true });
    await type(2, 'Title', 'Mine');
    await desk.lock('2').take({ mode: 'enforced' });
    await expect.poll(() => state(2)).toMatch(/^Desk, until/);
    await save();
    await told('Nothing was saved, 1 could not be saved');
    expect((await stored(2)).title).toBe('Story 2');
    await desk.lock('2').release();
    await expect.poll(() => state(2)).toBe('Edited');
    expect(button('Save 1 change')).toBeVisible();
    await save();
    await told('1 saved');
    expect((await stored(2)).title).toBe('Mine');
  });

  it('an advisory lock only tells', async () => {
    const { desk, type, save, told, state, rowOf } = await openTable({ hasLocks: true });
    await desk.lock('2').take({ mode: 'advisory' });
    await desk.lock('3').take({ mode: 'enforced' });
    await expect.poll(() => [2, 3].map(state)).toEqual(Array(2).fill(expect.stringMatching(/^Desk, until/)));
    expect([2, 3].map((id) => rowOf(id).dataset.dimmed)).toEqual([undefined, 'closed']);
    await type(2, 'Title', 'Mine');
    expect(state(2)).toBe('Edited');
    await save();
    await told('1 saved');
  });

  it('L20: shows the rows of others, of oneself, or those that are free, and follows as locks come and go', async () => {
    const { desk, mine, user, type } = await openTable({ hasLocks: true });
    await desk.lock('2').take();
    await mine.lock('3').take();
    const filter = screen.getByRole('combobox', { name: 'Locks' });
    const titles = () => screen.queryAllByRole('rowheader').map(({ textContent }) => textContent);
    await user.selectOptions(filter, 'Locked by others');
    await expect.poll(titles).toEqual(['Story 2']);
    await desk.lock('4').take();
    await expect.poll(titles).toEqual(['Story 2', 'Story 4']);
    await desk.lock('2').release();
    await expect.poll(titles).toEqual(['Story 4']);
    await user.selectOptions(filter, 'Locked by you');
    await expect.poll(titles).toEqual(['Story 3']);
    await mine.lock('3').release();
    await expect.poll(titles).toEqual([]);
    await user.selectOptions(filter, 'Free to edit');
    await expect.poll(titles).toEqual(['Story 1', 'Story 2', 'Story 3', 'Story 5', 'Story 6']);
    await type(1, 'Title', 'Mine');
    for (const id of ['1', '5']) await desk.lock(id).take();

    // A row with edits stays.
    await expect.poll(titles).toEqual(['Mine', 'Story 2', 'Story 3', 'Story 6']);
  });
});
