import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTable, says } from './openTable.js';

// Keys as the browser itself hands them on, so that a key that opens an editor is typed into it.
const press = (keys: string) => userEvent.keyboard(keys);
const focusedCell = () => {
  const cell = document.activeElement?.closest('[role=gridcell], [role=rowheader], [role=columnheader]');
  return [cell?.closest('[role=row]')?.ariaRowIndex, cell?.ariaColIndex].join(':');
};

const inRange = () => table.grid.querySelectorAll('.nc-cell[aria-selected]').length;

let table: Awaited<ReturnType<typeof openTable>>;

describe('the table’s keyboard', () => {
  beforeEach(async () => {
    table = await openTable({ count: 60, isLive: true });
    await table.user.click(table.cell(1, 'Title'));
  });

  it('F2 opens the editor on the text, Enter takes it and goes down, Shift+Enter up', async () => {
    await press('{F2}');
    expect(screen.getByRole('textbox', { name: 'Title of Story 1' })).toHaveFocus();
    await press('{End} again{Enter}');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1 again');
    expect(focusedCell()).toBe('3:2');
    await press('{Enter}!{Shift>}{Enter}{/Shift}');
    expect(focusedCell()).toBe('2:2');
  });

  it('typing replaces, Esc gives it back', async () => {
    await press('New');
    expect(screen.getByRole('textbox', { name: 'Title of Story 1' })).toHaveValue('New');
    await press('{Escape}');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1');
    expect(focusedCell()).toBe('2:2');
    await press('New{Enter}');
    expect(table.cell(1, 'Title')).toHaveTextContent('New');
  });

  it('Tab takes what is typed and goes to the next field, Shift+Tab back; with no cell open it leaves the grid', async () => {
    await press('New{Tab}');
    expect([focusedCell(), says(table.cell(1, 'Title'))]).toEqual(['2:4', 'New, edited']);
    await press('{F2}{Shift>}{Tab}{/Shift}');
    expect(focusedCell()).toBe('2:2');
    await press('{F2}{Tab}');
    expect(focusedCell()).toBe('2:4');
    await press('{Tab}');
    expect(table.grid).not.toContainElement(document.activeElement as HTMLElement);
    await press('{Shift>}{Tab}{/Shift}');
    expect(focusedCell()).toBe('2:4');
  });

  it('what is typed goes into the cell that a range began with, and Ctrl+A moves neither focus nor scroll', async () => {
    await press('{Shift>}{ArrowDown}{ArrowDown}{/Shift}First{Enter}');
    expect([1, 2, 3].map((row) => says(table.cell(row, 'Title')))).toEqual([
      'First, edited',
      'Story 2',
      'Story 3',
    ]);
    await press('{Control>}a{/Control}');
    expect([focusedCell(), table.scroller.scrollTop]).toEqual(['3:2', 0]);
    expect(table.cell(1, 'Price')).toHaveAttribute('aria-selected', 'true');
    await press('{ArrowDown}');
    expect([focusedCell(), inRange()]).toEqual(['4:2', 0]);
  });

  it('a range that grows stays in view, across and down, and ends at the first row', async () => {
    const { scroller } = table;
    scroller.style.blockSize = '400px';
    scroller.style.inlineSize = '360px';
    await press('{Shift>}{PageDown}{PageDown}{PageDown}{/Shift}');
    const { scrollTop } = scroller;
    expect(scrollTop).toBeGreaterThan(400);
    await press('{Shift>}{ArrowUp}{ArrowUp}{ArrowDown}{/Shift}');
    expect(scroller.scrollTop).toBe(scrollTop);
    await press('{Shift>}{End}{/Shift}');
    expect(scroller.scrollLeft).toBeGreaterThan(600);
    expect(focusedCell()).toBe('2:2');
    await press('{Control>}{Home}{/Control}{ArrowDown}{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}');
    expect([focusedCell(), inRange()]).toEqual(['3:1', 2]);
  });

  it('brings the header that has the focus into view, and goes home', async () => {
    const { scroller } = table;
    scroller.style.inlineSize = '360px';
    await press('{Control>}{Home}{/Control}{ArrowUp}{End}');
    expect(focusedCell()).toBe('1:8');
    expect(scroller.scrollLeft).toBeGreaterThan(600);
    await press('{ArrowDown}{Home}');
    expect([focusedCell(), scroller.scrollLeft]).toEqual(['2:1', 0]);
  });

  it('clears a range that began where nothing is written', async () => {
    await press('{Control>}{Home}a{/Control}{Delete}');
    expect(focusedCell()).toBe('2:1');
    expect([1, 2, 3].map((row) => says(table.cell(row, 'Price')))).toEqual(Array(3).fill(', edited'));
  });

  it('Shift+Space chooses the row', async () => {
    await press('{Shift>} {/Shift}');
    expect(table.rowOf(1)).toHaveAttribute('aria-selected', 'true');
    expect(says(table.cell(1, 'Title'))).toBe('Story 1');
  });

  it('what Alt makes of a key is typed where Alt makes something: it is a command elsewhere', async () => {
    const editor = () => screen.queryByRole('textbox', { name: 'Title of Story 1' });
    const alt = (key: string, modifiers: KeyboardEventInit = {}) => {
      fireEvent.keyDown(table.cell(1, 'Title'), { key, altKey: true, ...modifiers });
      return editor();
    };
    for (const key of ['f', 'ф', '@']) expect(alt(key)).toBeNull();
    expect(alt('@', { ctrlKey: true, modifierAltGraph: true })).toHaveFocus();
    await press('{Escape}');
    const platform = vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel');
    onTestFinished(() => platform.mockRestore());
    expect(alt('f')).toBeNull();
    expect(alt('ą')).toHaveFocus();
  });

  it('goes where the arrow points, also from right to left', async () => {
    table.grid.closest('html')?.setAttribute('dir', 'rtl');
    await press('{ArrowLeft}');
    expect(focusedCell()).toBe('2:3');
    await press('{ArrowRight}{ArrowRight}');
    expect(focusedCell()).toBe('2:1');
    table.grid.closest('html')?.removeAttribute('dir');
  });

  it('leaves the focus in the filter where the active row is filtered away', async () => {
    await press('{Control>}{End}{/Control}');
    const filter = screen.getByRole('searchbox');
    await userEvent.click(filter);
    await press('Story 1');
    await expect.poll(() => table.grid.ariaRowCount).toBe('12');
    await press('1');
    await expect.poll(() => table.grid.ariaRowCount).toBe('2');
    expect(filter).toHaveFocus();
    expect(filter).toHaveValue('Story 11');
  });

  it('is one tab stop', () => {
    const stops = table.grid.querySelectorAll(
      '[tabindex="0"], input:not([tabindex="-1"]), button:not([tabindex="-1"])',
    );
    expect(stops).toHaveLength(1);
  });

  it('is one tab stop still where the active row has scrolled away', async () => {
    table.scroller.scrollTo({ top: 50 * 44 });
    await expect.poll(() => table.grid.querySelector('[aria-rowindex="55"]')).not.toBeNull();

    expect(table.grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(focusedCell()).toBe('2:2');
  });

  it('Delete clears, Ctrl+Z and Ctrl+Y take it back and forth', async () => {
    await press('{Delete}');
    expect(says(table.cell(1, 'Title'))).toBe('1, edited');
    await press('{Control>}z{/Control}');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1');
    await press('{Control>}y{/Control}');
    expect(says(table.cell(1, 'Title'))).toBe('1, edited');
    await press('{Control>}{Shift>}z{/Shift}{/Control}{Control>}z{/Control}');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1');
  });

  it('moves with the arrows, Home, End, Ctrl+Home, Ctrl+End, PageUp and PageDown', async () => {
    await press('{ArrowRight}{ArrowDown}');
    expect(focusedCell()).toBe('3:3');
    await press('{Home}');
    expect(focusedCell()).toBe('3:1');
    await press('{End}');
    expect(focusedCell()).toBe('3:8');
    await press('{Control>}{End}{/Control}');
    expect(focusedCell()).toBe('61:8');
    await press('{PageUp}');
    expect(Number(focusedCell().split(':')[0])).toBeLessThan(61);
    await press('{Control>}{Home}{/Control}{PageDown}');
    expect(Number(focusedCell().split(':')[0])).toBeGreaterThan(3);
    await press('{Control>}{Home}{/Control}{ArrowUp}');
    expect(focusedCell()).toBe('1:1');
  });

  it('sorts with Enter on a header and resizes with Alt and the arrows', async () => {
    await press('{Control>}{Home}{/Control}{ArrowUp}{ArrowRight}{Enter}{Enter}');
    await expect.poll(() => table.rowOf(1).textContent).toContain('Story 9');
    const head = screen.getByRole('columnheader', { name: 'Title' });
    expect(head).toHaveAttribute('aria-sort', 'descending');
    const before = head.offsetWidth;
    await press('{Alt>}{ArrowRight}{/Alt}');
    expect(head.offsetWidth).toBe(before + 16);
  });

  it('Space toggles a boolean and chooses a row', async () => {
    await table.user.click(table.cell(1, 'Featured'));
    await press(' ');
    expect(table.cell(1, 'Featured')).toHaveTextContent('Yes');
    await press('{Home} ');
    expect(table.rowOf(1)).toHaveAttribute('aria-selected', 'true');
    await press('{ArrowUp} ');
    expect(table.rowOf(5)).toHaveAttribute('aria-selected', 'true');
    await press(' ');
    expect(table.rowOf(1)).not.toHaveAttribute('aria-selected', 'true');
  });

  it('says what can not be edited, and how much there is', async () => {
    expect(table.cell(1, 'Author')).toHaveAttribute('aria-readonly', 'true');
    await table.user.click(table.cell(1, 'Author'));
    await press('x');
    expect(screen.queryByRole('textbox', { name: /^Author/ })).not.toBeInTheDocument();
    expect(table.grid).toHaveAttribute('aria-rowcount', '61');
    expect(table.grid).toHaveAttribute('aria-colcount', '8');
    expect(table.rowOf(60 - 59)).toHaveAttribute('aria-rowindex', '2');
  });

  it('fills down a range, and one cell from the one above', async () => {
    await press('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}');
    expect([2, 3].map((row) => table.cell(row, 'Title').firstChild?.firstChild?.textContent)).toEqual([
      'Story 1',
      'Story 1',
    ]);
    await table.user.click(table.cell(5, 'Price'));
    await press('{Control>}d{/Control}');
    expect(table.cell(5, 'Price')).toHaveTextContent('€40.00');
    await press('{Control>}z{/Control}{Control>}z{/Control}');
    expect(table.state(2)).toBe('');
    await table.user.click(table.cell(1, 'Title'));
    await press('{Control>}d{/Control}');
    expect(table.cell(1, 'Title')).toHaveTextContent('Story 1');
  });

  it('leaves as it is what an editor shows otherwise', async () => {
    await table.desks(2, { title: 'Two\nlines', publishOn: '2026-03-10T09:30:00Z' });
    await table.user.click(table.cell(2, 'Title'));
    await expect.poll(() => table.cell(2, 'Title').textContent).toMatch('Two');
    await press('{F2}{Enter}');
    await table.user.click(table.cell(2, 'Publish on'));
    await press('{F2}{Enter}');

    expect(table.state(2)).toBe('Updated by Desk');
  });
});
