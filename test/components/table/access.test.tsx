import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTable } from './openTable.js';

const press = (keys: string) => userEvent.keyboard(keys);
const actions = [
  { name: 'publish', label: 'Publish' },
  { name: 'remove', label: 'Delete' },
];

/** What axe finds in the page as it is. */
async function faults() {
  const page = document.documentElement;
  // A colour on its way to another one is none that stays.
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  expect(getComputedStyle(page).colorScheme).toBe(page.dataset.theme);
  const { violations, passes } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  ]);
}

describe.each(['light', 'dark'])('the table’s accessibility, in the %s', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme;
  });
  afterEach(() => {
    delete document.documentElement.dataset.theme;
  });

  it('has no faults with an editor open, of whatever type, or one that says what is wrong', async () => {
    const { user, cell, type } = await openTable({
      columns: [
        { field: 'title', validate: (title) => (title === '' ? 'A title is needed' : undefined) },
        { field: 'author', type: 'long-text' },
        { field: 'section', type: 'select', options: [{ value: 'city', label: 'City' }] },
        { field: 'price', type: 'number' },
        { field: 'publishOn', type: 'date' },
      ],
    });
    for (const header of ['Title', 'Author', 'Section', 'Price', 'Publish on']) {
      await user.click(cell(1, header));
      await press('{F2}');
      expect(cell(1, header)).toContainElement(document.activeElement as HTMLElement);
      expect(await faults()).toEqual([]);
      await press('{Escape}');
    }
    await type(2, 'Title', '');
    expect(await faults()).toEqual([]);
    await press('{ArrowUp}{F2}');
    expect(document.activeElement).toHaveAccessibleDescription('A title is needed');
    expect(await faults()).toEqual([]);
  });

  it('has no faults with rows chosen, and where it asks before it deletes', async () => {
    const { user, button } = await openTable({ actions });
    await user.click(screen.getByRole('checkbox', { name: 'Select Story 1' }));
    expect(screen.getByRole('toolbar', { name: 'Selected rows' })).toBeVisible();
    expect(await faults()).toEqual([]);
    await user.click(button('Delete'));
    expect(screen.getByRole('alertdialog')).toBeVisible();
    expect(await faults()).toEqual([]);
  });

  it('has no faults during a save, and with what the server made of it', async () => {
    const { type, save, told, hold, desks, button, state } = await openTable({
      columns: [{ field: 'title' }, { field: 'author' }, { field: 'price', type: 'number' }],
    });
    await desks(1, { title: 'Theirs' });
    await type(1, 'Title', 'Mine');
    await type(2, 'Price', '7');
    await type(3, 'Author', 'Mine');
    await type(4, 'Title', '');
    const letGo = hold();
    await save();
    await expect.poll(() => state(1)).toBe('Saving…');
    expect(button('Stop')).toBeVisible();
    expect(await faults()).toEqual([]);
    letGo();
    await told('1 saved, 1 needs you, 2 could not be saved');
    expect([1, 2, 3, 4].map(state)).toEqual([
      'Needs youReview',
      'Saved',
      'Not allowed',
      'A story needs a title',
    ]);
    expect(await faults()).toEqual([]);
  });

  it('has no faults where others change, delete or lock what is being edited', async () => {
    const { user, cell, desks, deskRemoves, told, state, checker } = await openTable({
      isLive: true,
      hasLocks: true,
    });
    await checker.fetch(
      new Request('http://newsroom.test/stories/4/lock', {
        method: 'PUT',
        headers: { 'Noclobber-User': 'Desk', 'Content-Type': 'application/json' },
        body: JSON.stringify({ mode: 'enforced' }),
      }),
    );
    for (const id of [2, 3]) {
      await user.click(cell(id, 'Title'));
      await press('Mine{Enter}');
    }
    await desks(1, { price: 7 });
    await deskRemoves(2);
    await expect.poll(() => state(2)).toMatch(/^Deleted by/);
    await user.click(cell(3, 'Title'));
    await press('{F2}');
    await desks(3, { title: 'Theirs' });
    await told('Desk changed Title too. What you type stays.');
    await expect.poll(() => state(1)).toBe('Updated by Desk');
    expect(await faults()).toEqual([]);
    await press('{Enter}');
    expect(state(3)).toBe('Needs youReview');
    expect(await faults()).toEqual([]);
  });
});
