import { screen } from '@testing-library/react';
import { EditableTable } from 'noclobber/table';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { openStories } from './stories.js';
import { openTable } from './openTable.js';

const tabStops = (grid: HTMLElement) => grid.querySelectorAll('[tabindex="0"]');

describe('the active cell', () => {
  it('is a tab stop before anybody has been in the table, whose rows are there from the beginning', async () => {
    const { items } = await (await openStories(2)).mine.list();
    const { grid } = await openTable({ rows: items });
    expect(tabStops(grid)).toHaveLength(1);
  });

  it('is one of the header where there are no rows', async () => {
    const { grid } = await openTable({ count: 0 });
    await screen.findByText('Nothing here yet.');
    expect(tabStops(grid)).toHaveLength(1);
    expect(tabStops(grid)[0]).toHaveRole('columnheader');
  });

  it('takes no focus that has left the table, however often that is drawn', async () => {
    const { user, cell, mine, show } = await openTable();
    await user.click(cell(1, 'Title'));
    expect(cell(1, 'Title')).toHaveFocus();
    cell(1, 'Title').blur();
    show(
      <>
        {false}
        <EditableTable label="Stories" resource={mine} columns={[{ field: 'title' }]} />
      </>,
    );
    expect(document.body).toHaveFocus();
  });

  it('keeps the focus where the row under it goes, also of who came with the Tab key', async () => {
    const { grid, desk, cell } = await openTable({ isLive: true });
    const [stop] = tabStops(grid);
    if (!(stop instanceof HTMLElement)) throw new Error('There is no tab stop.');
    stop.focus();
    await desk.remove({ base: await desk.get('1') });
    await expect.poll(() => cell(1, 'Title').textContent).toBe('Story 2');
    await expect.poll(() => document.activeElement?.closest('[role=row]')?.textContent).toMatch(/^Story 2/);
  });

  it('goes to the last column that is left', async () => {
    const { user, cell, grid, mine, show } = await openTable();
    await user.click(cell(2, 'Author'));
    show(
      <>
        {false}
        <EditableTable label="Stories" resource={mine} columns={[{ field: 'title' }, { field: 'price' }]} />
      </>,
    );
    expect(tabStops(grid)).toHaveLength(1);
    expect(document.activeElement).toBe(tabStops(grid)[0]);
  });

  it('is the first of a range still where the table is drawn with new columns', async () => {
    const { user, cell, grid, mine, show } = await openTable();
    await user.click(cell(1, 'Title'));
    await userEvent.keyboard('{F2}{Escape}{Shift>}{ArrowDown}{/Shift}');
    const inRange = () => grid.querySelectorAll('.nc-cell[aria-selected]').length;
    expect(inRange()).toBe(2);
    show(
      <>
        {false}
        <EditableTable
          label="Stories"
          resource={mine}
          columns={[{ field: 'title' }]}
          query={{ sort: ['price'] }}
        />
      </>,
    );
    expect(inRange()).toBe(2);
  });

  it('lets go of the focus where an open editor is left for something else on the page', async () => {
    const { user, cell } = await openTable();
    await user.click(cell(1, 'Title'));
    await userEvent.keyboard('New');
    const filter = screen.getByRole('searchbox', { name: 'Filter by Title' });
    await userEvent.click(filter);
    expect(cell(1, 'Title')).toHaveTextContent('New');
    expect(filter).toHaveFocus();
  });
});
