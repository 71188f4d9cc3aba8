import { act, screen } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { openTable } from './openTable.js';
import { newStory, type Story } from './stories.js';

const press = (keys: string) => userEvent.keyboard(keys);

async function openForNew(newRow: () => Omit<Story, 'id'> & { readonly id?: string } = () => newStory) {
  const table = await openTable({ newRow, count: 3 });
  return {
    ...table,
    add: () => table.user.click(table.button('Add row')),
    titles: async () => (await table.desk.list({ sort: ['price'] })).items.map(({ value }) => value.title),
  };
}

describe('a new row', () => {
  it('stands at the end with its first cell open, and is created by the next save, with the edits of others', async () => {
    const { add, state, save, type, told, titles, grid } = await openForNew();
    await add();
    expect(grid).toHaveAttribute('aria-rowcount', '5');
    expect(screen.getByRole('textbox', { name: 'Title of new row' })).toHaveFocus();
    await press('Fresh{Tab}');
    expect(state(4)).toBe('New');
    await type(1, 'Title', 'Mine');
    await save();
    await told('2 saved');
    expect(state(4)).toBe('Saved');
    expect(await titles()).toEqual(['Fresh', 'Mine', 'Story 2', 'Story 3']);
    await type(4, 'Price', '7');
    await save();
    await expect.poll(() => state(4)).toBe('Saved');
    expect((await titles()).length).toBe(4);
  });

  it('keeps the focus when the server names it, and takes it from nowhere else', async () => {
    const { add, button, state, user, cell } = await openForNew();
    await add();
    await press('Fresh{Enter}');
    await user.click(cell(4, 'Price'));
    // As a shortcut of the app's own would: the focus stays in the table.
    act(() => button(/^Save 1/).click());
    await expect.poll(() => state(4)).toBe('Saved');
    expect(cell(4, 'Price')).toHaveFocus();
    await add();
    await press('Fresher{Enter}');
    await user.click(button(/^Save 1/));
    await expect.poll(() => state(5)).toBe('Saved');
    expect(button('Save changes')).toHaveFocus();
  });

  it('shows on its cell what the server refuses, and is saved once that is right', async () => {
    const { add, state, type, save, told, titles, cell } = await openForNew();
    await add();
    await press('{Escape}');
    await type(4, 'Price', '7');
    await save();
    await told('Nothing was saved, 1 could not be saved');
    expect(state(4)).toBe('A story needs a title');
    expect(cell(4, 'Title')).toHaveAttribute('aria-invalid', 'true');
    await type(4, 'Title', 'Fresh');
    await save();
    await told('1 saved');
    expect(await titles()).toContain('Fresh');
  });

  it('is not there before something is in it, and goes and comes with Undo, Redo and Discard', async () => {
    const { add, button, user, grid, cell } = await openForNew();
    await add();
    await press('{Escape}');
    expect(button('Save changes')).toHaveAttribute('aria-disabled', 'true');
    await press('{Control>}z{/Control}');
    expect(grid).toHaveAttribute('aria-rowcount', '4');
    await press('{Control>}y{/Control}');
    expect(grid).toHaveAttribute('aria-rowcount', '5');
    await user.dblClick(cell(4, 'Title'));
    await press('Fresh{Enter}');
    await user.click(button('Discard'));
    expect(grid).toHaveAttribute('aria-rowcount', '4');
    await user.click(button('Undo'));
    expect(cell(4, 'Title')).toHaveTextContent('Fresh');
  });

  it('F2: a lost answer creates nothing twice, and what is typed meanwhile is saved behind it', async () => {
    const { add, lose, hold, save, told, titles, state, type, user, cell } = await openForNew();
    await add();
    await press('Fresh{Enter}');
    lose();
    const letGo = hold();
    await save();
    await expect.poll(() => state(4)).toBe('Saving…');
    await user.dblClick(cell(4, 'Title'));
    await press('Fresher');
    letGo();
    await told('1 saved');
    expect(screen.getByRole('textbox', { name: /^Title of/ })).toHaveValue('Fresher');
    await press('{Enter}');
    await expect.poll(() => state(4)).toBe('Edited');
    await type(4, 'Price', '7');
    await save();
    await expect.poll(() => state(4)).toBe('Saved');
    expect(await titles()).toEqual(['Fresher', 'Story 1', 'Story 2', 'Story 3']);
  });

  it('keeps its place under a sort, and its id where the app has chosen one', async () => {
    const { add, user, cell, save, told, desk } = await openForNew(() => ({ ...newStory, id: 'chosen' }));
    await add();
    await press('Aaa{Enter}');
    await user.click(screen.getByRole('columnheader', { name: 'Title' }));
    await expect.poll(() => cell(4, 'Title').textContent).toMatch(/^Aaa/);
    await save();
    await told('1 saved');
    expect((await desk.get('chosen')).value.title).toBe('Aaa');
  });
});
