import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { button, conflictOf, field, openDialog, part } from './openDialog.js';

const base = { title: 'a', price: 1, body: 'one\ntwo\nthree\nfour' };
const mine = { title: 'mine', price: 2, body: 'one, mine\ntwo\nthree\nfour, mine' };
const theirs = { title: 'theirs', price: 3, body: 'one, theirs\ntwo\nthree\nfour, theirs' };

describe('a second conflict while the first is settled', () => {
  it('keeps the choices that still apply, asks what moved, and says both', async () => {
    const { user, show, done } = await openDialog(conflictOf(base, mine, theirs));
    await user.click(field('Title').getByRole('radio', { name: 'Your change' }));
    await user.click(field('Price').getByRole('radio', { name: 'Their change' }));
    await user.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Your change' }));
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Their change' }));
    const moved = {
      ...theirs,
      title: 'theirs again',
      body: theirs.body.replace('four, theirs', 'four, again'),
    };
    show(conflictOf(base, mine, moved, { number: '3', by: 'Ada' }), { isAgain: true });

    expect(await screen.findByText('Your changes and your choices are safe.')).toBeVisible();
    expect(screen.getByText('Ada changed Title and Body too.')).toBeVisible();
    expect(screen.getByText('2 of 3 need you again')).toBeVisible();
    expect(field('Title').getByText('Asked again')).toBeVisible();
    expect(field('Title').getByText('Before: you chose “Your change”')).toBeVisible();
    expect(field('Price').getByText('Their change')).toBeVisible();
    expect(field('Price').queryByRole('radio')).not.toBeInTheDocument();
    expect(part('Body, part 1 of 2').getByRole('radio', { name: 'Your change' })).toBeChecked();
    expect(part('Body, part 2 of 2').getByRole('radio', { name: 'Their change' })).not.toBeChecked();

    await user.click(field('Title').getByRole('radio', { name: 'Their change' }));
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Your change' }));
    await user.click(button('Save merged'));
    expect(done[0]?.merged).toEqual({ id: '1', title: 'theirs again', price: 3, body: mine.body });
  });

  it('ends a confirmation: what was not shown is not overwritten', async () => {
    const { user, show, done } = await openDialog(conflictOf(base, mine, theirs));
    await user.click(button('Overwrite with mine…'));
    expect(screen.getByRole('alertdialog')).toBeVisible();
    show(conflictOf(base, mine, { ...theirs, title: 'newer' }, { number: '3' }), { isAgain: true });
    expect(await screen.findByRole('dialog', { name: 'Someone else changed this page' })).toBeVisible();
    expect(done).toEqual([]);
  });
});

describe('a conflict in which nothing is left to ask', () => {
  it('is saved by itself, once and without a dialog', async () => {
    const { done, show, dialog } = await openDialog(conflictOf(base, mine, theirs));
    show(null);
    expect(dialog).not.toBeInTheDocument();
    show(conflictOf(base, { title: 'same' }, { title: 'same', price: 5 }, { number: '4' }));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(done[0]).toEqual({
      kind: 'saved',
      merged: { id: '1', ...base, title: 'same', price: 5 },
      overwritten: [],
    });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is shown where it did not settle: nothing stays hidden', async () => {
    const { show } = await openDialog(conflictOf(base, mine, theirs));
    show(conflictOf(base, { title: 'same' }, { title: 'same' }, { number: '4' }), {
      onSave: () => Promise.resolve(false),
    });
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('All settled')).toBeVisible();
  });

  it('is shown all the same where saving it failed', async () => {
    const { show } = await openDialog(conflictOf(base, mine, theirs));
    show(conflictOf(base, { title: 'same' }, { title: 'same', price: 5 }, { number: '4' }), {
      error: new Error('away'),
    });
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('alert')).toHaveTextContent('That could not be saved.');
    expect(button('Save merged')).toHaveAttribute('aria-disabled', 'false');
  });
});
