import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openTable, says } from './openTable.js';

describe('a save of many rows, on the screen', () => {
  it('says how far it is; Stop leaves the rest as they were, for the next save', async () => {
    const { user, type, save, told, hold, state, button, stored, requests } = await openTable({
      chunkRows: 1,
    });
    for (const id of [1, 2, 3]) await type(id, 'Title', `Mine ${id}`);
    const first = hold();
    await save();
    expect(button('Saving…')).toHaveAttribute('aria-disabled', 'true');
    const second = hold();
    first();
    await expect.poll(() => screen.queryByRole('button', { name: 'Saving 1 of 3' })).toBeVisible();
    expect([1, 2, 3].map(state)).toEqual(['Saved', 'Saving…', 'Saving…']);
    await user.click(button('Stop'));
    second();
    await told('2 saved, 1 not sent What fits is saved. Your edits to the others are still in place.');
    expect([1, 2, 3].map(state)).toEqual(['Saved', 'Saved', 'Edited']);
    expect((await stored(3)).title).toBe('Story 3');
    expect(button('Discard')).toBeEnabled();

    await user.click(button('Save 1 change'));
    await told('1 saved');
    expect((await stored(3)).title).toBe('Mine 3');
    expect(requests.filter((request) => request === 'POST /stories/batch')).toHaveLength(3);
  });

  it('U22: a row that may not be changed says so, keeps its edits, and is sent again with the next save', async () => {
    const { type, save, told, tell, state, cell, stored, button } = await openTable({
      columns: [{ field: 'title' }, { field: 'author' }],
    });
    await type(1, 'Author', 'Mine');
    await type(2, 'Title', 'Mine');
    await save();
    await told('1 saved, 1 could not be saved');
    expect([state(1), state(2)]).toEqual(['Not allowed', 'Saved']);
    expect(says(cell(1, 'Author'))).toBe('Mine, edited');
    expect((await stored(1)).author).toBe('Ann');
    expect(button('Save 1 change')).toHaveAttribute('aria-disabled', 'false');
    await type(1, 'Author', 'Ann');
    expect([state(1), button('Save changes').ariaDisabled]).toEqual(['', 'true']);
    expect(tell()).not.toContain('could not be saved');
  });
});
