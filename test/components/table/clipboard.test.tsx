import { act, screen } from '@testing-library/react';
import { germanMessages } from 'noclobber/react';
import { germanTableMessages } from 'noclobber/table';
import { describe, expect, it } from 'vitest';
import * as clipboards from '../../react/table/clipboards.js';
import { openTable, says } from './openTable.js';
import { newStory } from './stories.js';

function transfer(kind: 'copy' | 'cut' | 'paste', data: object = {}) {
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
  const event = new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true });
  act(() => void document.activeElement?.dispatchEvent(event));
  return clipboardData;
}
const clipboard = (...event: Parameters<typeof transfer>) => transfer(...event).getData('text/plain');

describe('the table’s clipboard', () => {
  it('pastes a block as one step, copies it out again, and takes it back', async () => {
    const { user, cell, button, state } = await openTable();
    await user.click(cell(2, 'Price'));
    clipboard('paste', { 'text/plain': '7\t2026-04-01\r\n1,234.5\t2026-04-02\r\n' });
    expect(cell(2, 'Price')).toHaveTextContent('€7.00');
    expect(cell(3, 'Price')).toHaveTextContent('€1,234.50');
    expect(cell(3, 'Publish on')).toHaveTextContent('2 April 2026');
    await user.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    expect(clipboard('copy')).toBe('7\t2026-04-01\n1234.5\t2026-04-02');
    await user.click(button('Undo'));
    expect([state(2), state(3)]).toEqual(['', '']);
    expect(button('Undo')).toHaveAttribute('aria-disabled', 'true');
  });

  it('reads cells with breaks and quotes as Excel and Sheets write them', async () => {
    const { user, cell } = await openTable();
    await user.click(cell(1, 'Title'));
    clipboard('paste', { 'text/plain': '"Two\nlines"\tsport\r\n"Said ""so"""\tculture' });
    expect(says(cell(1, 'Title'))).toBe('Two\nlines, edited');
    expect(cell(2, 'Title')).toHaveTextContent('Said "so"');
    expect(cell(2, 'Section')).toHaveTextContent('Culture');
    clipboard('paste', {
      'text/plain': '"quoted"\tSport',
      'text/html': '<html><table><tr><td>&quot;quoted&quot;</td><td>Sport</td></tr></table></html>',
    });
    expect(says(cell(1, 'Title'))).toBe('"quoted", edited');
    clipboard('paste', {
      'text/plain': '"a\n""b"" c"',
      'text/html': '<table><tr>\r\n  <td>a<br>&quot;b&quot;\r\n  c</td></tr></table>',
    });
    expect(cell(1, 'Title').firstChild?.firstChild?.textContent).toBe('a\n"b" c');
  });

  it('copies, edits and fills numbers as the language writes them', async () => {
    const messages = { ...germanMessages, ...germanTableMessages };
    const { user, cell } = await openTable({ provider: { messages } });
    await user.click(cell(1, 'Price'));
    clipboard('paste', { 'text/plain': '1,234' });
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}d{/Control}');
    expect(clipboard('copy')).toBe('1,234\n1,234');
    await user.keyboard('{F2}');
    expect(document.activeElement).toHaveValue('1,234');
  });

  it('keeps text that is no value as it was typed, marks it, says so, and does not send it', async () => {
    const { user, cell, state, button, told } = await openTable();
    await user.click(cell(1, 'Price'));
    clipboard('paste', { 'text/plain': 'many' });
    await told('1 cell is not valid. Its row is saved once it is put right.');
    expect(says(cell(1, 'Price'))).toBe('many, not valid: This is not a number.');
    expect(cell(1, 'Price')).toHaveAttribute('aria-invalid', 'true');
    expect(state(1)).toBe('This is not a number.');
    await user.keyboard('{F2}');
    expect(document.activeElement).toHaveAccessibleDescription('This is not a number.');
    await user.keyboard('{Escape}');
    expect(button('Save changes')).toHaveAttribute('aria-disabled', 'true');
    await user.keyboard('7{Enter}');
    expect(screen.queryByText(/is not valid/)).toBeNull();
  });

  it('fills a range with one value, and says what had no place', async () => {
    const { user, cell, told, tell, button } = await openTable({ count: 3 });
    await user.click(cell(1, 'Price'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    clipboard('paste', { 'text/plain': '5' });
    expect([1, 2, 3].map((row) => says(cell(row, 'Price')))).toEqual(Array(3).fill('€5.00, edited'));
    await user.click(cell(3, 'Author'));
    clipboard('paste', { 'text/plain': 'Bob\nEve' });
    await told('2 cells had no place to go, or can’t be changed.');
    await user.click(cell(3, 'State'));
    await user.keyboard('{Delete}{Control>}y{/Control}');
    expect(tell()).toContain('2 cells');
    await user.click(button('Undo'));
    await expect.poll(tell).toBe('');
    await user.click(cell(3, 'Author'));
    clipboard('paste', { 'text/plain': 'Bob\nEve' });
    expect(button('Undo')).toHaveAttribute('aria-disabled', 'true');
    await user.click(button('Undo'));
    expect(tell()).toContain('2 cells');
    await user.click(cell(3, 'Author'));
    expect(clipboard('cut')).toBe('Ann');
  });

  it('repeats what was copied where it fits exactly into the range', async () => {
    const { user, cell } = await openTable({ count: 4 });
    await user.click(cell(1, 'Title'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}{/Shift}');
    clipboard('paste', { 'text/plain': 'Odd\tSport\nEven\tCulture' });
    expect([1, 2, 3, 4].map((row) => [cell(row, 'Title'), cell(row, 'Section')].map(says))).toEqual([
      ['Odd, edited', 'Sport, edited'],
      ['Even, edited', 'Culture, edited'],
      ['Odd, edited', 'Sport, edited'],
      ['Even, edited', 'Culture, edited'],
    ]);
    await user.click(cell(1, 'Title'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    clipboard('paste', { 'text/plain': 'One\nTwo' });
    expect([1, 2, 3].map((row) => says(cell(row, 'Title')))).toEqual([
      'One, edited',
      'Two, edited',
      'Odd, edited',
    ]);
  });

  it('says what went past the last row', async () => {
    const { user, cell, grid, told } = await openTable({ count: 3 });
    await user.click(cell(3, 'Title'));
    clipboard('paste', { 'text/plain': 'Last\tSport\nBehind\tSport\nFarther\tCity' });
    expect(says(cell(3, 'Title'))).toBe('Last, edited');
    await told('4 cells had no place to go, or can’t be changed.');
    expect(grid).toHaveAttribute('aria-rowcount', '4');
  });

  it('changes nothing where a picture is on the clipboard, or the header is active', async () => {
    const { user, cell, state } = await openTable({ count: 3 });
    await user.click(cell(1, 'Title'));
    transfer('paste');
    await user.keyboard('{ArrowUp}');
    clipboard('paste', { 'text/plain': 'Title\nOther' });
    expect([state(1), state(2)]).toEqual(['', '']);
  });

  it('goes on in new rows where rows can be added, all in one step', async () => {
    const newRow = () => newStory;
    const { user, cell, grid, state, save, told, desk } = await openTable({ count: 3, newRow });
    await user.click(cell(3, 'Title'));
    const pasted = { 'text/plain': 'Last\tSport\nBehind\tSport\nFarther\tCity' };
    clipboard('paste', pasted);
    expect([state(3), state(4), state(5)]).toEqual(['Edited', 'New', 'New']);
    await user.keyboard('{Control>}z{/Control}');
    expect(grid).toHaveAttribute('aria-rowcount', '4');
    expect(state(3)).toBe('');
    await user.keyboard('{Control>}y{/Control}');
    expect(says(cell(5, 'Title'))).toBe('Farther, edited');
    await save();
    await told('3 saved');
    const titles = (await desk.list({})).items.map(({ value }) => value.title);
    expect(titles.toSorted()).toEqual(['Behind', 'Farther', 'Last', 'Story 1', 'Story 2']);
  });
});

describe('the clipboards of spreadsheets', () => {
  const { excelEnglish, excelGerman, sheets, sheetsMerged, calc, stories } = clipboards;
  const americans = { messages: { locale: 'en-US' } };

  it.each([
    ['Excel in English', excelEnglish, americans],
    ['Excel in German', excelGerman, {}],
    ['Excel in German, in a German table', excelGerman, { messages: germanMessages }],
    ['Google Sheets in German', sheets, americans],
    ['LibreOffice Calc', calc, {}],
  ] as const)('%s: is saved as it was there', async (_name, copied, provider) => {
    const { user, cell, stored, state, save, told } = await openTable({ count: 4, provider });
    await user.click(cell(1, 'Title'));
    transfer('paste', copied);
    expect([1, 2, 3, 4].map(state)).toEqual(['Edited', 'Edited', 'Edited', '']);
    await save();
    await told('3 saved');
    expect(await Promise.all([1, 2, 3].map(stored))).toMatchObject(stories);
  });

  it('Google Sheets: merged cells keep the others in their columns, and an empty last row is one', async () => {
    const { user, cell } = await openTable({ count: 5 });
    await user.click(cell(1, 'Title'));
    transfer('paste', sheetsMerged);
    const written = (header: string) => [1, 2, 3, 4, 5].map((row) => cell(row, header).textContent);
    expect(written('Title')).toEqual(['Tall', '2', 'Wide "one"', '4', 'Story 5']);
    expect(written('Section')).toEqual(['Sport', 'Culture', '', '', 'City']);
  });

  it('a cell over all rows to the end keeps its text', async () => {
    const { user, cell } = await openTable();
    await user.click(cell(1, 'Title'));
    const html = '<table><tr><td rowspan=0>&quot;</td><td>Sport</td></tr></table>';
    transfer('paste', { 'text/plain': '"\tSport', 'text/html': html });
    expect(says(cell(1, 'Title'))).toBe('", edited');
  });

  it('a table that is not what was copied is left alone', async () => {
    const { user, cell } = await openTable();
    await user.click(cell(1, 'Title'));
    transfer('paste', { 'text/plain': '"a"\tSport', 'text/html': '<table><td>Menu</td></table>' });
    expect(says(cell(1, 'Title'))).toBe('a, edited');
    expect(cell(1, 'Section')).toHaveTextContent('Sport');
  });

  it('what is copied says to spreadsheets what is text and what a number, and comes back as it was', async () => {
    const { user, cell } = await openTable({ provider: { messages: germanMessages } });
    const titles = ['007', '=1+1', '"two"  \n<b>lines</b> & more', ''];
    const column = titles.map((title) => `"${title.replaceAll('"', '""')}"`).join('\n');
    await user.click(cell(1, 'Title'));
    transfer('paste', { 'text/plain': column });
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}');
    const copied = transfer('copy');
    const [text, html] = [copied.getData('text/plain'), copied.getData('text/html')];
    const cells = html.split('<td').slice(1);
    for (const told of [
      `style='mso-number-format:"\\@"'`,
      'sdnum="1033;0;@"',
      'data-sheets-value="{&quot;1&quot;:2,',
    ])
      expect(cells.filter((written) => written.includes(told))).toHaveLength(3);

    // Read by its HTML, as others read it, and by its text.
    for (const other of ['data-other', 'data-noclobber']) {
      await user.click(cell(3, 'Title'));
      transfer('paste', { 'text/plain': text, 'text/html': html.replace('data-noclobber', other) });
      await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}');
      expect(clipboard('copy')).toBe(text);
      await user.keyboard('{Control>}z{/Control}');
    }

    await user.click(cell(1, 'Price'));
    const price = transfer('copy');
    expect(price.getData('text/plain')).toBe('10');
    expect(price.getData('text/html')).toContain('<td x:num="10" sdval="10" data-sheets-value=');
  });
});
