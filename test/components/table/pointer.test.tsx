import { fireEvent, screen } from '@testing-library/react';
import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openTable, says } from './openTable.js';

let table: Awaited<ReturnType<typeof openTable>>;
const head = (name: string) => screen.getByRole('columnheader', { name });
/** The texts of the cells that are chosen, row by row. */
const range = () =>
  [...table.grid.querySelectorAll('[role=row]')]
    .map((row) =>
      [...row.querySelectorAll('.nc-cell[aria-selected=true]')].map(({ textContent }) => textContent),
    )
    .filter((cells) => cells.length > 0);

const gripOf = (name: string) => {
  const found = head(name).querySelector<HTMLElement>('[data-grip]');
  if (!found) throw new Error('The header has no grip.');
  return found;
};

describe('the table’s pointer', () => {
  beforeEach(async () => {
    // A row's name is found in no other's.
    table = await openTable({ count: 9 });
  });

  it('Shift+click chooses a range, and a click one cell', async () => {
    const { cell } = table;
    await userEvent.click(cell(2, 'Title'));
    await userEvent.click(cell(3, 'Section'), { modifiers: ['Shift'] });
    expect(range()).toEqual([
      ['Story 2', '', 'City'],
      ['Story 3', '', 'City'],
    ]);
    await userEvent.click(cell(1, 'Title'), { modifiers: ['Shift'] });
    expect(range()).toEqual([['Story 1'], ['Story 2']]);
    await userEvent.click(cell(4, 'Title'));
    expect(range()).toEqual([]);
    expect(cell(4, 'Title')).toHaveFocus();
  });

  it('Shift+click goes to the cell where the focus is in the header', async () => {
    await userEvent.click(head('Price'));
    await userEvent.click(table.cell(2, 'Title'), { modifiers: ['Shift'] });
    expect(table.cell(2, 'Title')).toHaveFocus();
    expect(range()).toEqual([]);
  });

  it('dragging chooses a range, whichever way', async () => {
    const { cell } = table;
    await userEvent.dragAndDrop(cell(3, 'Price'), cell(1, 'Section'));
    expect(range()).toEqual([
      ['City', '€10.00'],
      ['City', '€20.00'],
      ['City', '€30.00'],
    ]);
    await userEvent.keyboard('{Delete}');
    expect([1, 2, 3].map((row) => says(cell(row, 'Price')))).toEqual(Array(3).fill(', edited'));
  });

  it('dragging a header’s grip makes the column wider or narrower, and sorts nothing', async () => {
    const drag = (by: number) => {
      const grip = gripOf('Section');
      const { left, top, width, height } = grip.getBoundingClientRect();
      const grid = table.grid.getBoundingClientRect();
      const middle = { x: width / 2, y: height / 2 };
      return userEvent.dragAndDrop(grip, table.grid, {
        sourcePosition: middle,
        targetPosition: { x: left - grid.left + middle.x + by, y: top - grid.top + middle.y },
      });
    };
    const before = head('Section').offsetWidth;
    await drag(80);
    expect(head('Section').offsetWidth).toBe(before + 80);
    expect(table.cell(1, 'Section').offsetWidth).toBe(before + 80);
    await drag(-40);
    expect(head('Section').offsetWidth).toBe(before + 40);
    await drag(-400);
    expect(head('Section').offsetWidth).toBe(56);
    expect(head('Section')).not.toHaveAttribute('aria-sort');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1');
  });

  it('a double click on a grip makes the column as wide as what it shows', async () => {
    await page.viewport(1280, 800);
    onTestFinished(() => page.viewport(414, 896));
    const isCut = (cell: HTMLElement) => {
      const text = document.createRange();
      text.selectNode(cell.querySelector('.nc-head-text') ?? cell.firstChild ?? cell);
      return text.getBoundingClientRect().width + 2 * 12 > cell.offsetWidth;
    };
    const title = () => table.cell(2, 'Title');
    await userEvent.dblClick(gripOf('Title'));
    const short = title().offsetWidth;
    expect(short).toBeLessThan(150);
    await userEvent.click(title());
    await userEvent.keyboard('A title that is longer than the column{Enter}');
    expect(isCut(title())).toBe(true);
    await userEvent.dblClick(gripOf('Title'));
    expect(title().offsetWidth).toBeGreaterThan(short);
    expect([1, 2, 3].map((row) => isCut(table.cell(row, 'Title')))).toEqual([false, false, false]);
    await userEvent.click(title());
    await userEvent.keyboard(`A title that is ${'very '.repeat(40)}long{Enter}`);
    await userEvent.dblClick(gripOf('Title'));
    expect(title().offsetWidth).toBeLessThan(700);
    expect(head('Title')).not.toHaveAttribute('aria-sort');
    await userEvent.click(title());
    await userEvent.keyboard('{F2}');
    const { offsetWidth } = title();
    await userEvent.dblClick(gripOf('Title'));
    expect(title().offsetWidth).toBe(offsetWidth);
    expect(title()).toHaveFocus();
    await userEvent.dblClick(gripOf('Publish on'));
    expect(isCut(head('Publish on'))).toBe(false);
  });
});

describe('a long table', () => {
  it('does not scroll away from under the hand that presses a box, a header or what is pinned', async () => {
    await page.viewport(1280, 800);
    onTestFinished(() => page.viewport(414, 896));
    table = await openTable({ count: 60 });
    const { scroller } = table;
    scroller.style.blockSize = '400px';
    scroller.style.inlineSize = '520px';
    scroller.scrollTo(200, 144);
    // Only then what is pinned is.
    await expect.poll(() => scroller.hasAttribute('data-scrolled')).toBe(true);
    const places = () => [scroller.scrollLeft, scroller.scrollTop];
    const row = table.grid.querySelector('[role=row][aria-rowindex="5"]');
    const box = row?.querySelector('[role=checkbox]');
    if (!row || !box) throw new Error('There is no fourth row.');
    fireEvent.pointerDown(box);
    expect(places()).toEqual([200, 144]);
    for (const name of ['Title', 'Price']) {
      fireEvent.pointerDown(head(name));
      expect(places()).toEqual([200, 144]);
    }
    fireEvent.pointerDown(table.cell(7, 'Title'));
    fireEvent.pointerOver(table.cell(8, 'Title'), { buttons: 1, pointerType: 'mouse' });
    expect(places()).toEqual([200, 144]);
    expect(range()).toEqual([['Story 7'], ['Story 8']]);
  });

  it('Shift+click keeps the focus where the range began, and the scroll where it is', async () => {
    table = await openTable({ count: 60 });
    const { cell, grid, scroller } = table;
    scroller.style.blockSize = '400px';
    await userEvent.click(cell(1, 'Section'));
    scroller.scrollTop = 20 * 44;
    await expect.poll(() => grid.querySelector('[aria-rowindex="25"]')).not.toBeNull();
    await userEvent.click(cell(24, 'Section'), { modifiers: ['Shift'] });
    expect([scroller.scrollTop, document.activeElement?.ariaColIndex]).toEqual([20 * 44, '4']);
    await userEvent.keyboard('{Delete}');
    expect([22, 23, 24, 25].map((row) => says(cell(row, 'Section')))).toEqual([
      ...Array<string>(3).fill(', edited'),
      'City',
    ]);
  });
});

describe('what is pinned', () => {
  it('the header and the names stay in view while the rest scrolls', async () => {
    table = await openTable({ count: 60 });
    const { scroller } = table;
    scroller.style.inlineSize = '480px';
    scroller.style.blockSize = '300px';
    const edges = () => {
      const { left, top } = scroller.getBoundingClientRect();
      const [title, price] = [head('Title'), head('Price')].map((it) => it.getBoundingClientRect());
      const names = screen.getAllByRole('rowheader').map((it) => it.getBoundingClientRect());
      return {
        head: (title?.top ?? 0) - top,
        name: (title?.left ?? 0) - left,
        names: [...new Set(names.map((name) => name.left - left))],
        price: (price?.left ?? 0) - left,
      };
    };
    const before = edges();
    scroller.scrollTo({ left: 200, top: 20 * 44 });
    await expect.poll(() => screen.queryByText('Story 25')).toBeVisible();
    expect(edges()).toEqual({ ...before, price: before.price - 200 });
    const { left, top } = head('Title').getBoundingClientRect();
    expect(head('Title')).toContainElement(document.elementFromPoint(left + 5, top + 5) as HTMLElement);
  });
});
