import { screen } from '@testing-library/react';
import type { CellEditorProps, TableColumn } from 'noclobber/table';
import { userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTable, says } from './openTable.js';
import type { Story } from './stories.js';

const press = (keys: string) => userEvent.keyboard(keys);

/** Stars to click or to count with the arrow keys. */
function Stars({ value, label, onChange, onCommit }: CellEditorProps<Story['price']>) {
  return (
    <span>
      <input
        type="range"
        aria-label={label}
        min={0}
        max={100}
        step={10}
        value={value ?? 0}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <button type="button" onClick={onCommit}>
        Done
      </button>
    </span>
  );
}

const columns: readonly TableColumn<Story>[] = [
  { field: 'title', validate: (title) => (title.length > 20 ? 'At most 20 characters' : undefined) },
  { field: 'author', header: 'Byline', type: 'long-text' },
  { field: 'price', Editor: Stars },
];

let table: Awaited<ReturnType<typeof openTable>>;
const editor = (name: string) => screen.getByRole('textbox', { name });
const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

describe('the editors of cells', () => {
  beforeEach(async () => {
    table = await openTable({ columns });
  });

  it('long text: F2 opens it, Alt+Enter makes a line, Enter takes it and goes down', async () => {
    const { user, cell, save, told, desk } = table;
    await user.click(cell(1, 'Byline'));
    await press('{F2}');
    expect(editor('Byline of Story 1')).toHaveFocus();
    expect(editor('Byline of Story 1').tagName).toBe('TEXTAREA');
    await press('{End}{Alt>}{Enter}{/Alt}and Bob{Enter}');
    expect(cell(1, 'Byline').firstChild?.textContent).toBe('Ann\nand Bob');
    expect(cell(2, 'Byline')).toHaveFocus();
    await press('Eve{Escape}');
    expect(cell(2, 'Byline').textContent).toBe('Ann');
    expect(cell(2, 'Byline')).toHaveFocus();
    await user.click(cell(1, 'Title'));
    await press('One{Enter}');
    await save();
    await told('1 saved');
    expect((await desk.get('1')).value).toMatchObject({ title: 'One', author: 'Ann\nand Bob' });
  });

  it('an app’s own: F2 opens it, its keys are its own, Enter takes it, Esc gives it back', async () => {
    const { user, cell, state } = table;
    await user.click(cell(2, 'Price'));
    await press('{F2}');
    expect(screen.getByRole('slider', { name: 'Price of Story 2' })).toHaveFocus();
    await press('{ArrowRight}{ArrowRight}{Enter}');
    expect(says(cell(2, 'Price'))).toBe('€40.00, edited');
    expect(cell(3, 'Price')).toHaveFocus();
    await press('{F2}{ArrowRight}{Escape}');
    expect([cell(3, 'Price').textContent, state(3)]).toEqual(['€30.00', '']);
    await press('{F2}{ArrowRight}');
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(says(cell(3, 'Price'))).toBe('€40.00, edited');
    expect(screen.queryByRole('slider')).not.toBeInTheDocument();
  });

  it('a value that is refused is told at once, in words, as often as it is', async () => {
    const { user, cell, told } = table;
    const refused = 'Title of A title that is too long, not valid: At most 20 characters';
    const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    await user.click(cell(1, 'Title'));
    await press('A title that is too long{Enter}');
    await told(refused);
    expect(cell(2, 'Title')).toHaveFocus();
    await press('{ArrowUp}{F2}');
    expect(editor('Title of A title that is too long')).toHaveAccessibleDescription('At most 20 characters');
    await expect.poll(said).not.toContain(refused);
    await press('{End}?{Backspace}{Enter}');
    await told(refused);
    await press('{ArrowUp}{F2}{End}{Backspace}{Enter}');
    await told('Title of A title that is too lon, not valid: At most 20 characters');
    await press('{ArrowUp}Short{Enter}');
    expect(said().join()).not.toContain('not valid');
    expect(says(cell(1, 'Title'))).toBe('Short, edited');
  });

  it('leaving the page warns of what is in an open editor, and of edits that are not saved', async () => {
    const { user, cell, save, told } = table;
    await user.click(cell(1, 'Title'));
    await press('{F2}');
    expect(leaving()).toBe(false);
    await press('{End}!');
    expect(leaving()).toBe(true);
    await press('{Backspace}');
    expect(leaving()).toBe(false);
    await press('!{Escape}');
    expect(leaving()).toBe(false);
    await user.click(cell(1, 'Price'));
    await press('{F2}{ArrowRight}');
    expect(leaving()).toBe(true);
    await press('{Enter}');
    expect(leaving()).toBe(true);
    await save();
    await told('1 saved');
    expect(leaving()).toBe(false);
  });
});
