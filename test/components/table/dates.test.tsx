import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTable, says } from './openTable.js';

const press = (keys: string) => userEvent.keyboard(keys);
const field = () => screen.getByRole('textbox', { name: /^Publish on of/ });
/** The browser's own, as it is before anyone has looked at it. */
const picker = () => {
  const found = field().parentElement?.querySelector<HTMLInputElement>('input[type=date]');
  if (!found) throw new Error('No picker is beside the field.');
  return found;
};
/** Does as the browser does for a person who picks. */
const pick = (day: string) => fireEvent.change(picker(), { target: { value: day } });
/** The days it is opened on; it stays closed, as the keys of the test would go to it. */
const watchPicker = () => {
  const days: string[] = [];
  const input = picker();
  input.showPicker = () => days.push(input.value);
  return days;
};
const notADate = 'not valid: Write a date as 2026-03-09.';

let table: Awaited<ReturnType<typeof openTable>>;
const date = (row: number) => says(table.cell(row, 'Publish on'));
const open = async (row: number, keys = '{F2}') => {
  await table.user.click(table.cell(row, 'Publish on'));
  await press(keys);
};

describe('the editor of a date', () => {
  beforeEach(async () => {
    table = await openTable();
    await open(2, '{Delete}');
  });

  it('shows the day as text, all of it chosen, and keeps what is left of it', async () => {
    await open(1);
    expect(field()).toHaveFocus();
    expect(field()).toHaveValue('2026-03-09');
    expect(field()).toHaveAttribute('aria-keyshortcuts', 'Alt+ArrowDown');
    expect(getSelection()?.toString()).toBe('2026-03-09');
    await press('{End}{Backspace}{Enter}');
    expect(date(1)).toBe(`2026-03-0, ${notADate}`);
    await press('{ArrowUp}{F2}');
    expect(field()).toHaveValue('2026-03-0');
    expect(field()).toHaveAccessibleDescription('Write a date as 2026-03-09.');
    await press('{End}7{Enter}');
    expect(date(1)).toBe('7 March 2026, edited');
    await press('{ArrowUp}{F2}{Backspace}{Enter}');
    expect(date(1)).toBe(', edited');
  });

  it('takes a day as people type it, also over another or into an empty cell', async () => {
    await open(1, '2026-12-24{Enter}');
    await open(2, '12/24/2026{Tab}');
    await open(3, '24. 12. 2026');
    await open(4, '24 December 2026{Enter}');
    expect([1, 2, 3, 4].map(date)).toEqual(Array(4).fill('24 December 2026, edited'));
  });

  it('keeps what is no day as it was typed, and says so', async () => {
    await open(1, '24 Dec{Enter}');
    await open(2, '03{Enter}');
    expect([1, 2].map(date)).toEqual([`24 Dec, ${notADate}`, `03, ${notADate}`]);
  });

  it('takes what is pasted into it', async () => {
    await open(1);
    await table.user.paste('2026-12-24');
    await press('{Enter}');
    expect(date(1)).toBe('24 December 2026, edited');
  });

  it('writes what is picked into the field; Enter takes it, Esc gives it back', async () => {
    await open(1);
    const opened = watchPicker();
    await table.user.click(screen.getByRole('button', { name: 'Choose a date' }));
    expect(opened).toEqual(['2026-03-09']);
    pick('2026-12-24');
    expect(field()).toHaveFocus();
    expect(field()).toHaveValue('2026-12-24');
    await press('{Enter}');
    expect(date(1)).toBe('24 December 2026, edited');
    expect(table.cell(2, 'Publish on')).toHaveFocus();
    await press('{F2}');
    pick('2026-12-24');
    await press('{Escape}');
    expect(date(2)).toBe(', edited');
  });

  it('stays open while the picker has the focus, and is taken where that goes elsewhere', async () => {
    await open(1);
    picker().focus();
    pick('2026-12-24');
    expect(field()).toHaveFocus();
    picker().focus();
    screen.getByRole('button', { name: 'Choose a date' }).focus();
    expect(field()).toBeVisible();
    screen.getByRole('searchbox', { name: 'Filter by Title' }).focus();
    await expect.poll(() => date(1)).toBe('24 December 2026, edited');
  });

  it('Alt+Down opens the picker on the day that is typed; where that gives it up, the text stays', async () => {
    await open(1, '24.12.2026');
    const opened = watchPicker();
    await press('{Alt>}{ArrowDown}{/Alt}');
    expect(opened).toEqual(['2026-12-24']);
    pick('2026-12-25');
    expect(field()).toHaveValue('2026-12-25');
    pick('2026-12-24');
    expect(field()).toHaveValue('24.12.2026');
    picker().showPicker = () => {
      throw new DOMException('In a frame of another site', 'SecurityError');
    };
    await press('{Alt>}{ArrowDown}{/Alt}{Enter}');
    expect(date(1)).toBe('24 December 2026, edited');
  });
});
