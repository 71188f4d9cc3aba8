import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { button, conflictOf, field, openDialog, part } from './openDialog.js';

const opening = 'The bridge closes on Monday for four weeks.';
const middle = Array.from({ length: 8 }, (_, at) => `Sentence ${at + 1} says nothing new.`).join(' ');
const end = 'Ferries run every thirty minutes.';
const body = `${opening}\n\n${middle}\n\n${end}`;
const mineBody = body.replace('four', 'five').replace('thirty', 'fifteen');
const theirBody = body.replace('four', 'six').replace('thirty', 'ten');
const conflict = conflictOf({ body }, { body: mineBody }, { body: theirBody });

describe('a text of which several parts are in conflict', () => {
  beforeAll(() => page.viewport(1280, 900));

  it('shows each part as a choice of its own and folds what is between them', async () => {
    const { user } = await openDialog(conflict);
    expect(screen.getAllByRole('radiogroup').map((group) => group.getAttribute('aria-label'))).toEqual([
      'Body, part 1 of 2',
      'Body, part 2 of 2',
    ]);
    for (const radio of screen.getAllByRole('radio')) expect(radio).not.toBeChecked();
    expect(screen.queryByText(middle)).not.toBeInTheDocument();
    await user.click(screen.getByText('8 unchanged sentences'));
    expect(await screen.findByText(middle)).toBeVisible();
  });

  it('takes back one stretch that merged by itself, and leaves the others', async () => {
    const theirMiddle = theirBody.replace('Sentence 3 says nothing new', 'Sentence 3 says something');
    const { user, done } = await openDialog(conflictOf({ body }, { body: mineBody }, { body: theirMiddle }));
    await user.click(screen.getByText('Merged automatically', { selector: 'summary' }));
    const undo = await screen.findByRole('button', { name: /^Undo the merge of Body: Sentence 1 says/ });
    await user.click(undo);
    expect(screen.getByRole('button', { name: /^Redo the merge of Body: Sentence 1 says/ })).toBeVisible();
    for (const name of ['Body, part 1 of 2', 'Body, part 2 of 2'])
      await user.click(part(name).getByRole('radio', { name: 'Their change' }));
    await user.click(button('Save merged'));

    expect(done[0]?.merged).toEqual({ id: '1', body: theirBody });
    expect(done[0]?.overwritten).toEqual([['body']]);
  });

  it('previews the text as it is chosen, and saves it part by part', async () => {
    const { user, done } = await openDialog(conflict);
    const preview = () =>
      screen.getByText('Merged', { selector: '.nc-preview-label' }).closest('.nc-preview');
    expect(preview()).toHaveTextContent(/Part 1: not chosen yet.*Part 2: not chosen yet/);
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Their change' }));
    expect(preview()).toHaveTextContent(/Part 1: not chosen yet.*every thirty ten minutes/);
    expect(screen.getByText('1 of 1 needs you')).toBeVisible();
    await user.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Your change' }));
    expect(preview()).toHaveTextContent('Part 1 yours, part 2 theirs');
    expect(preview()?.querySelector('ins[data-side="theirs"]')).toHaveTextContent('ten');
    expect(preview()?.querySelector('ins[data-side="mine"]')).toHaveTextContent('five');
    expect(button('Save merged')).toHaveAccessibleDescription('Overwrites Desk’s change to part of Body.');
    await user.click(button('Save merged'));

    const merged = { id: '1', body: body.replace('four', 'five').replace('thirty', 'ten') };
    expect(done).toEqual([{ kind: 'saved', merged, overwritten: [['body']] }]);
  });

  it('keeps both of a part, and takes one in words of one’s own', async () => {
    const { user, done } = await openDialog(conflict);
    await user.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Keep both' }));
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Edit' }));
    const own = screen.getByRole('textbox', { name: 'Your own version of Body, part 2 of 2' });
    expect(own).toHaveValue('Ferries run every fifteen minutes.');
    await user.type(own, ' Be early.');
    await user.click(button('Save merged'));

    expect(done[0]?.merged).toMatchObject({
      body: `${theirBody.split('\n')[0]}\n${mineBody.split('\n')[0]}\n\n${middle}\n\nFerries run every fifteen minutes. Be early.`,
    });
  });

  it('lets the merged text be edited by hand, from both versions where nothing was chosen, and go back to parts', async () => {
    const { user, done } = await openDialog(conflict);
    await user.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Their change' }));
    await user.click(button('Edit by hand: Body'));
    const own = () => screen.getByRole('textbox', { name: 'Your own version of Body' });
    expect(own()).toHaveValue(
      `${theirBody.split('\n')[0]}\n\n${middle}\n\nFerries run every ten minutes.\nFerries run every fifteen minutes.`,
    );
    await user.click(button('Choose by parts: Body'));
    expect(screen.getAllByRole('radiogroup')).toHaveLength(2);
    await user.click(button('Edit by hand: Body'));
    await user.clear(own());
    await user.type(own(), 'Rewritten');
    await user.click(button('Save merged'));

    expect(done[0]).toMatchObject({ merged: { body: 'Rewritten' }, overwritten: [['body']] });
  });

  it('folds to a line that says what was taken, and opens again', async () => {
    const { user } = await openDialog(
      conflictOf({ body, title: 'a' }, { body: mineBody, title: 'b' }, { body: theirBody, title: 'c' }),
    );
    await user.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Their change' }));
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Your change' }));
    await user.click(field('Title').getByRole('radio', { name: 'Your change' }));
    expect(field('Body').getByText('2 parts chosen')).toBeVisible();
    expect(field('Body').getByText('Part 1 theirs, part 2 yours')).toBeVisible();
    await user.click(button('Change the choice for Body'));
    expect(part('Body, part 1 of 2').getByRole('radio', { name: 'Their change' })).toBeChecked();
  });

  it('takes all of a side at once', async () => {
    const { user, done } = await openDialog(conflict);
    await user.click(button('All mine'));
    await user.click(button('Change the choice for Body'));
    expect(part('Body, part 2 of 2').getByRole('radio', { name: 'Your change' })).toBeChecked();
    await user.click(button('Save merged'));
    expect(done[0]).toMatchObject({ merged: { body: mineBody } });
  });

  it('shows a stretch that words merged as one to read, beside one that is open', async () => {
    const base = { body: `${opening}\n\n${middle}\n\n${end}` };
    const { user, done } = await openDialog(
      conflictOf(
        base,
        { body: body.replace('bridge', 'old bridge').replace('thirty', 'fifteen') },
        { body: body.replace('four', 'six').replace('thirty', 'ten') },
      ),
    );
    const first = part('Body, part 1 of 2');
    expect(first.getByRole('radio', { name: 'Merged' })).toBeChecked();
    await user.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Their change' }));
    await user.click(button('Save merged'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(done[0]).toMatchObject({
      merged: { body: body.replace('bridge', 'old bridge').replace('four', 'six').replace('thirty', 'ten') },
      overwritten: [],
    });
  });
});
