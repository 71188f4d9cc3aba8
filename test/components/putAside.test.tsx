import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { button, conflictOf, field, openDialog, part } from './openDialog.js';

const middle = Array.from({ length: 8 }, (_, at) => `Sentence ${at + 1} says nothing new.`).join(' ');
const body = `The bridge closes for four weeks.\n\n${middle}\n\nFerries run every thirty minutes.`;
const text = conflictOf(
  { body },
  { body: body.replace('four', 'five').replace('thirty', 'fifteen') },
  { body: body.replace('four', 'six').replace('thirty', 'ten') },
);
const radio = (group: string, name: string) => part(group).getByRole('radio', { name });
const own = (name: string) => screen.getByRole('textbox', { name: `Your own version of ${name}` });

describe('what was written in the dialog', () => {
  beforeAll(() => page.viewport(1280, 900));

  it('is there again after another choice was tried, also one that an arrow key passed', async () => {
    await openDialog(conflictOf({ title: 'a' }, { title: 'mine' }, { title: 'theirs' }));
    radio('Title', 'Edit').click();
    await userEvent.type(own('Title'), ' and more');
    radio('Title', 'Edit').focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(radio('Title', 'Your change')).toBeChecked();
    await userEvent.keyboard('{ArrowDown}');
    expect(own('Title')).toHaveValue('mine and more');
  });

  it('is there again in a part of a text', async () => {
    const { user } = await openDialog(text);
    await user.click(radio('Body, part 2 of 2', 'Edit'));
    await user.type(own('Body, part 2 of 2'), ' Be early.');
    await user.click(radio('Body, part 2 of 2', 'Their change'));
    await user.click(radio('Body, part 2 of 2', 'Edit'));
    expect(own('Body, part 2 of 2')).toHaveValue('Ferries run every fifteen minutes. Be early.');
  });

  it('by hand, is laid over what is chosen for the parts since; the parts keep their choices', async () => {
    const { user, done } = await openDialog(text);
    await user.click(radio('Body, part 1 of 2', 'Their change'));
    await user.click(radio('Body, part 2 of 2', 'Their change'));
    await user.click(button('Edit by hand: Body'));
    expect(own('Body')).toHaveFocus();
    await user.type(own('Body'), '\n\nBring a bicycle.');
    await user.click(button('Choose by parts: Body'));
    expect(radio('Body, part 1 of 2', 'Their change')).toBeChecked();
    expect(radio('Body, part 1 of 2', 'Their change')).toHaveFocus();
    await user.click(radio('Body, part 1 of 2', 'Your change'));
    await user.click(button('Edit by hand: Body'));
    await user.click(button('Save merged'));
    expect(done[0]?.merged).toMatchObject({
      body: `The bridge closes for five weeks.\n\n${middle}\n\nFerries run every ten minutes.\n\nBring a bicycle.`,
    });
  });

  it('leaves an undone merge undone when all conflicts are settled one way', async () => {
    const { user, done } = await openDialog(
      conflictOf({ title: 'a', cover: 'x' }, { title: 'b' }, { title: 'c', cover: 'y' }),
    );
    await user.click(screen.getByText('Merged automatically'));
    await user.click(await screen.findByRole('button', { name: 'Undo the merge of Cover' }));
    await user.click(button('All mine'));
    await user.click(button('Save merged'));
    expect(done[0]?.merged).toMatchObject({ title: 'b', cover: 'x' });
  });
});

describe('a number written in the dialog', () => {
  const prices = conflictOf({ price: 1 }, { price: 1234.5 }, { price: 3 });
  const write = async (typed: string) => {
    await userEvent.clear(own('Price'));
    await userEvent.type(own('Price'), typed);
  };

  it('is read as it is shown: thousands are grouped, and nothing ambiguous is taken', async () => {
    const { user, done } = await openDialog(prices);
    await user.click(field('Price').getByRole('radio', { name: 'Edit' }));
    expect(own('Price')).toHaveValue('1234.5');
    await write('1,5');
    expect(own('Price')).toBeInvalid();
    expect(button('Save merged')).toHaveAttribute('aria-disabled', 'true');
    await write('1,234');
    await user.click(button('Save merged'));
    expect(done[0]?.merged).toMatchObject({ price: 1234 });
  });

  it('is read with the decimal comma of the language', async () => {
    const { user, done } = await openDialog(prices, { provider: { messages: { locale: 'de' } } });
    await user.click(field('Price').getByRole('radio', { name: 'Edit' }));
    expect(own('Price')).toHaveValue('1234,5');
    await write('2.345,25');
    await user.click(button('Save merged'));
    expect(done[0]?.merged).toMatchObject({ price: 2345.25 });
  });
});

it('copies the rows of a list with all of their fields', async () => {
  const rows = [
    { id: 't', name: 'Tea', count: 3 },
    { id: 'm', name: 'Milk', count: 12 },
  ];
  const { user } = await openDialog(conflictOf({ title: 'a', rows }, { title: 'b' }, { title: 'c' }));
  await user.click(button('Copy my version'));
  expect(await screen.findAllByText('Copied')).not.toHaveLength(0);
  const copied = await navigator.clipboard.readText();
  expect(copied).toContain('Title: b');
  expect(copied).toMatch(/Rows: \n- .*Name: Tea; Count: 3\n- .*Name: Milk; Count: 12/);
});
