import { act, screen, within } from '@testing-library/react';
import { recordKey, type Resource } from 'noclobber';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { AgGridTable } from '../../../stories/grids/AgGridTable.js';
import { TanStackTable } from '../../../stories/grids/TanStackTable.js';
import { renderPage } from '../../react/renderPage.js';
import { openStories, type Story } from './stories.js';

/** A grid of another house: how it is drawn, how one gets to a cell, and what a cell holds. */
const grids = {
  'AG Grid Community': {
    draw: (stories: Resource<Story>) => (
      <AgGridTable
        resource={stories}
        columns={[{ colId: 'title' }, { colId: 'price', cellDataType: 'number' }]}
      />
    ),
    cell: (id: string, field: string) =>
      screen.getByRole('grid').querySelector<HTMLElement>(`[row-id="${id}"] [col-id="${field}"]`),
    shown: (cell: HTMLElement) => cell.textContent,
  },
  'TanStack Table 9': {
    draw: (stories: Resource<Story>) => (
      <TanStackTable
        resource={stories}
        columns={[
          { field: 'title', header: 'title' },
          { field: 'price', header: 'price', parse: Number },
        ]}
      />
    ),
    cell: (id: string, field: string) => screen.queryByRole('textbox', { name: `${field} of ${id}` }),
    shown: (cell: HTMLElement) => (cell instanceof HTMLInputElement ? cell.value : null),
  },
};

async function openGrid(name: keyof typeof grids) {
  const grid = grids[name];
  const newsroom = await openStories(3);
  const { queryClient } = renderPage(grid.draw(newsroom.mine), { userId: 'You' });
  const cell = (id: string, field: string) => {
    const found = grid.cell(id, field);
    if (!found) throw new Error(`${name} shows no ${field} of ${id}.`);
    return found;
  };
  await expect.poll(() => grid.cell('1', 'title')).not.toBeNull();
  return {
    ...newsroom,
    shown: (id: string, field: string) => grid.shown(cell(id, field)),
    /** Types over a cell, and leaves it by what is given. */
    async type(id: string, field: string, text: string) {
      await userEvent.dblClick(cell(id, field));
      await userEvent.keyboard(`{Control>}a{/Control}${text}`);
    },
    save: () => userEvent.click(screen.getByRole('button', { name: /^Save/ })),
    refresh: () => act(() => queryClient.invalidateQueries({ queryKey: recordKey(newsroom.mine) })),
  };
}

describe.each(Object.keys(grids) as (keyof typeof grids)[])('%s over versioned rows', (name) => {
  it('saves an edit, also from a cell that is still open', async () => {
    const { type, save, stored } = await openGrid(name);
    await type('2', 'price', '7');
    await save();
    await expect.poll(async () => (await stored(2)).price).toBe(7);
  });

  it('has a conflict reviewed, and saves what was chosen', async () => {
    const { type, save, stored, desks, shown } = await openGrid(name);
    await type('2', 'title', 'Mine');
    await desks(2, { title: 'Theirs' });
    await save();
    await userEvent.click(await screen.findByRole('button', { name: 'Review' }));
    expect((await stored(2)).title).toBe('Theirs');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('radio', { name: 'Your change' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Save merged' }));
    await expect.poll(async () => (await stored(2)).title).toBe('Mine');
    expect(shown('2', 'title')).toBe('Mine');
  });

  it('shows what others save, and overwrites nothing that was saved under an open editor', async () => {
    const { type, save, stored, desks, refresh, shown } = await openGrid(name);
    await desks(1, { title: 'Live' });
    await refresh();
    await expect.poll(() => shown('1', 'title')).toBe('Live');
    await type('2', 'title', 'Mine');
    await desks(2, { title: 'Theirs', price: 99 });
    await refresh();
    await expect.poll(() => shown('2', 'price')).toBe('99');
    await save();
    await screen.findByRole('button', { name: 'Review' });
    expect(await stored(2)).toMatchObject({ title: 'Theirs', price: 99 });
    expect(shown('2', 'title')).toBe('Mine');
  });
});
