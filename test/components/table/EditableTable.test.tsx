import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { EditableTable } from 'noclobber/table';
import { renderPage } from '../../react/renderPage.js';
import { openTable, says } from './openTable.js';
import { openStories } from './stories.js';

describe('EditableTable', () => {
  it('shows what the server has, and saves an edit', async () => {
    const { cell, type, save, stored, told, state } = await openTable();
    expect(cell(2, 'Price')).toHaveTextContent('€20.00');
    await type(2, 'Title', 'Mine');
    expect([cell(2, 'Title').dataset.cell, state(2)]).toEqual(['edited', 'Edited']);
    await save();
    await told('1 saved');
    expect((await stored(2)).title).toBe('Mine');
    expect(state(2)).toBe('Saved');
  });

  it('sorts and filters rows that the app reads itself', async () => {
    const { desk } = await openStories(12);
    const { items } = await desk.list({ sort: ['price'] });
    const { user } = renderPage(
      <EditableTable label="Own" resource={desk} rows={items} columns={[{ field: 'title' }]} />,
    );
    const titles = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
    const byTitle = screen.getByRole('columnheader', { name: 'Title' });
    await user.click(byTitle);
    await user.click(byTitle);
    expect(titles().slice(0, 3)).toEqual(['Story 12', 'Story 11', 'Story 10']);
    await user.type(screen.getByRole('searchbox', { name: 'Filter by Title' }), '1');
    expect(titles()).toEqual(['Story 12', 'Story 11', 'Story 10', 'Story 1']);
  });

  it('asks the server for what was typed into the filter, not for each letter', async () => {
    const { grid, requests } = await openTable();
    const before = requests.length;
    const filter = screen.getByRole('searchbox', { name: 'Filter by Title' });
    for (const value of ['S', 'St', 'STORY 4']) fireEvent.change(filter, { target: { value } });
    await expect.poll(() => grid.ariaRowCount).toBe('2');
    expect(requests.slice(before)).toEqual(['GET /stories']);
  });

  it('takes rows of the app’s that come later for all there are, and reads its own again where they go', async () => {
    const { mine, desk } = await openStories(60);
    const { items } = await desk.list({ sort: ['id'], limit: 2 });
    const stories = (rows?: typeof items) => (
      <EditableTable
        label="Stories"
        resource={mine}
        columns={[{ field: 'title' }]}
        query={{ sort: ['price'], limit: 30 }}
        {...(rows ? { rows } : {})}
      />
    );
    const { show } = renderPage(stories());
    const grid = await screen.findByRole('grid', { name: 'Stories' });
    await screen.findByText('Story 1');
    expect(grid).toHaveAttribute('aria-rowcount', '-1');
    show(stories(items));
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('3');
    show(stories());
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('-1');
    expect(await screen.findByText('Story 3')).toBeVisible();
  });

  it('reads its own rows: two of one list show them, and one that comes back, however long the cache holds what was read', async () => {
    const { mine } = await openStories(1);
    const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
    const stories = (name: string) => (
      <EditableTable key={name} label={name} resource={mine} columns={[{ field: 'title' }]} />
    );
    const { show } = renderPage(['A', 'B'].map(stories), { queryClient });
    await expect.poll(() => screen.queryAllByText('Story 1')).toHaveLength(2);
    show(null);
    show(stories('A'));
    expect(await screen.findByText('Story 1')).toBeVisible();
  });

  it('has no accessibility faults, plain or with edits, conflicts and faults', async () => {
    const { type, desks, save, told } = await openTable({ actions: [{ name: 'publish', label: 'Publish' }] });
    const faults = async () => {
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    };
    expect(await faults()).toEqual([]);
    await desks(1, { title: 'Theirs' });
    await type(1, 'Title', 'Mine');
    await type(2, 'Price', '-1');
    await type(3, 'Price', '7');
    await save();
    await told('1 saved, 1 needs you');
    expect(await faults()).toEqual([]);
  });

  it('C42: a row that somebody was faster with keeps its edits and is reviewed', async () => {
    const { type, desks, save, told, state, user, stored, cell } = await openTable();
    await desks(1, { title: 'Theirs' });
    await type(1, 'Title', 'Mine');
    await type(2, 'Title', 'Mine');
    await save();
    await told('1 saved, 1 needs you');
    expect(state(1)).toBe('Needs youReview');
    expect(says(cell(1, 'Title'))).toBe('Mine, changed by you and by Desk');
    expect((await stored(1)).title).toBe('Theirs');
    await user.click(screen.getByRole('button', { name: 'Review Mine' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: 'Your change' }));
    await user.click(dialog.getByRole('button', { name: 'Save merged' }));
    await expect.poll(async () => (await stored(1)).title).toBe('Mine');
    await expect.poll(() => state(1)).toBe('Saved');
  });
});
