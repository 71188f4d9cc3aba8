import { screen, within } from '@testing-library/react';
import { choices, date, money } from 'noclobber';
import type { FieldValueProps } from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { button, conflictOf, field, openDialog } from './openDialog.js';

describe('values as people read them', () => {
  it('shows money, days, choices and yes or no, and how much more or less an amount is', async () => {
    const formats = {
      price: money('EUR'),
      day: date(),
      state: choices({ d: 'Draft', p: 'Published', r: 'In review' }),
    };
    await openDialog(
      conflictOf(
        { price: 180, day: '2026-03-09', state: 'd', open: 'x', stock: 0.3 },
        { price: 195, day: '2026-03-10', state: 'p', open: true, stock: 0.1 },
        { price: 150.5, day: '2026-03-11', state: 'r', open: false, stock: 0.4 },
      ),
      { formats },
    );
    await screen.findByRole('group', { name: 'Stock' });
    const cards = (name: string) =>
      [...screen.getByRole('group', { name }).querySelectorAll('.nc-choice-value')].map(
        (card) => card.textContent,
      );
    expect(cards('Price')).toEqual(['€150.50€29.50 less than before', '€195.00€15.00 more than before']);
    expect(cards('Day')).toEqual(['11 March 2026', '10 March 2026']);
    expect(cards('State')).toEqual(['In review', 'Published']);
    expect(cards('Open')).toEqual(['No', 'Yes']);
    expect(cards('Stock')).toEqual(['0.40.1 more than before', '0.10.2 less than before']);
    // What is stored for a choice is nothing that people know.
    expect(field('State').queryByRole('radio', { name: 'Edit' })).not.toBeInTheDocument();
  });

  it('edits a day as a day', async () => {
    const { user, done } = await openDialog(
      conflictOf({ day: '2026-03-09' }, { day: '2026-03-10' }, { day: '2026-03-11' }),
      { formats: { day: date() } },
    );
    await user.click(field('Day').getByRole('radio', { name: 'Edit' }));
    const own = screen.getByLabelText('Your own version of Day');
    expect(own).toHaveAttribute('type', 'date');
    await user.clear(own);
    expect(button('Save merged')).toHaveAttribute('aria-disabled', 'true');
    await user.type(own, '2026-03-12');
    await user.click(button('Save merged'));
    expect(done[0]).toMatchObject({ merged: { day: '2026-03-12' } });
  });

  it('takes renderers, formats and parts from the provider for every dialog, and from the dialog before that', async () => {
    const dialogLook = {
      renderers: {
        photo: (source: unknown) => <img src={String(source)} alt="A harbour" />,
        logo: (source: unknown) => <img src={String(source)} alt="A logo" />,
      },
      formats: { stock: (value: number) => `${value} pieces`, weight: (value: number) => `${value} kg` },
      components: { Merged: () => <p>Nothing else to see</p> },
    };
    const sides = (name: string, value: number) => ({ photo: name, logo: name, stock: value, weight: value });
    const { dialog } = await openDialog(conflictOf(sides('a', 1), sides('b', 2), sides('c', 3)), {
      provider: { dialogLook },
      renderers: { logo: () => <img src="" alt="This dialog’s logo" /> },
      formats: { weight: (value: number) => `${value * 1000} g` },
    });

    expect(field('Photo').getAllByRole('img', { name: 'A harbour' })).toHaveLength(2);
    expect(field('Logo').getAllByRole('img', { name: 'This dialog’s logo' })).toHaveLength(2);
    expect(field('Stock').getByText('3 pieces')).toBeVisible();
    expect(field('Weight').getByText('3000 g')).toBeVisible();
    expect(dialog).toHaveTextContent('Nothing else to see');
  });

  it('shows images, and whatever else the app has a renderer for', async () => {
    const dot = (colour: string) =>
      `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="${colour}"/></svg>`)}`;
    await openDialog(conflictOf({ photo: dot('red') }, { photo: dot('green') }, { photo: dot('blue') }), {
      renderers: { photo: (source: unknown) => <img src={String(source)} alt="Harbour" /> },
    });
    const images = field('Photo').getAllByRole('img', { name: 'Harbour' });
    expect(images.map((image) => image.getAttribute('src'))).toEqual([dot('blue'), dot('green')]);
    expect(field('Photo').queryByRole('radio', { name: 'Edit' })).not.toBeInTheDocument();
  });

  it('shows a list item by item and an object field by field', async () => {
    await openDialog(
      conflictOf(
        { tags: ['a', 'b'], place: 'nowhere' },
        { tags: ['b', 'c'], place: { city: 'Harbour', street: 'Quay 1' } },
        { tags: ['a', 'd'], place: { city: 'Hill' } },
      ),
    );
    const [theirs, mine] = field('Tags')
      .getAllByRole('list')
      .map((list) => within(list));
    expect(theirs?.getByText('b').closest('del')).toHaveAttribute('data-label', 'removed');
    expect(theirs?.getByText('d').closest('ins')).toHaveAttribute('data-label', 'added');
    expect(mine?.getByText('c').closest('ins')).toHaveAttribute('data-side', 'mine');
    expect(
      field('Place')
        .getAllByRole('term')
        .map((term) => term.textContent),
    ).toEqual(['City', 'City', 'Street']);
  });

  it('takes parts of the app’s own', async () => {
    const Value = ({ value, side }: FieldValueProps) => (
      <code>{`${side ?? 'base'}: ${JSON.stringify(value)}`}</code>
    );
    const { user } = await openDialog(conflictOf({ size: 'S' }, { size: 'M' }, { size: 'L' }), {
      components: { Value, Merged: () => <p>Nothing else to see</p> },
    });
    expect(screen.getByText('theirs: "L"')).toBeVisible();
    expect(screen.getByText('mine: "M"')).toBeVisible();
    expect(screen.getByText('Nothing else to see')).toBeVisible();
    await user.click(button('Show base of Size'));
    expect(screen.getByText('base: "S"')).toBeVisible();
  });
});

describe('what merged by itself', () => {
  it('shows a short value after what it was', async () => {
    const { user } = await openDialog(
      conflictOf(
        { title: 'a', price: 180, day: 'Monday' },
        { title: 'b' },
        { title: 'c', price: 210, day: 'Friday' },
      ),
      { formats: { price: money('EUR') } },
    );
    await user.click(screen.getByText('Merged automatically'));
    const was = await screen.findByText('€180.00');
    expect(was.tagName).toBe('DEL');
    expect(screen.getByText('€210.00').tagName).toBe('INS');
    expect(screen.getByText('Friday')).toHaveAttribute('data-side', 'theirs');
  });
});
