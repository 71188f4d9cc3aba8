import type { Meta, StoryObj } from '@storybook/react-vite';
import { choices, date, money, type Conflict, type VersionToken } from 'noclobber';
import { ConflictDialog, type FieldValueProps } from 'noclobber/react';
import { expect, fn, within } from 'storybook/test';

interface Product {
  readonly id: string;
  readonly [field: string]: unknown;
}

const by = { by: { id: 'second', name: 'Second editor' }, at: '2026-03-09T14:32:00Z' };
// A story that saves nothing needs no real token.
const version = (value: Product, token: string) => ({ value, token: token as VersionToken, change: by });
const conflictOf = (base: object, mine: object, theirs: object): Conflict<Product> => ({
  kind: 'modified',
  base: version({ id: '1', ...base }, '1'),
  mine: { id: '1', ...base, ...mine },
  theirs: version({ id: '1', ...base, ...theirs }, '2'),
});
const photo = (sky: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" width="160" height="90"><rect width="16" height="9" fill="${sky}"/><path d="M0 7h16M2 7V3m12 4V3M2 3q6 5 12 0" stroke="#333" fill="none" stroke-width=".5"/></svg>`,
  )}`;

const meta = {
  title: 'Conflict dialog/Values',
  component: ConflictDialog<Product>,
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, iframeHeight: 720 } } },
  args: {
    resource: { recordLabel: 'product' },
    conflict: null,
    onSave: fn(() => Promise.resolve(true)),
    onDiscard: fn(),
    onKeepEditing: fn(),
  },
} satisfies Meta<typeof ConflictDialog<Product>>;
export default meta;
type Story = StoryObj<typeof meta>;

const page = within(document.body);
const field = async (name: string) => within(await page.findByRole('group', { name }));

export const MoneyDatesAndChoices: Story = {
  args: {
    resource: {
      recordLabel: 'product',
      // A format is only ever given its own field's values.
      formats: {
        price: money('EUR'),
        from: date(),
        state: choices({ draft: 'Draft', live: 'On sale', gone: 'Sold out' }),
      } as Record<string, (value: unknown) => string>,
    },
    conflict: conflictOf(
      { price: 180, from: '2026-03-09', state: 'draft', featured: 'unknown', stock: 12 },
      { price: 195, from: '2026-03-10', state: 'live', featured: true, stock: 15 },
      { price: 150, from: '2026-03-16', state: 'gone', featured: false, stock: 10 },
    ),
  },
  play: async () => {
    await expect((await field('Price')).getByText('€30.00 less than before')).toBeVisible();
    await expect((await field('From')).getByText('16 March 2026')).toBeVisible();
    await expect((await field('State')).getByText('On sale')).toBeVisible();
    await expect((await field('Featured')).getByText('Yes')).toBeVisible();
  },
};

export const Images: Story = {
  args: {
    renderers: { picture: (source: unknown) => <img src={String(source)} alt="The harbour bridge" /> },
    conflict: conflictOf({ picture: photo('#ccd') }, { picture: photo('#fc9') }, { picture: photo('#9cf') }),
  },
  play: async () => {
    await expect((await field('Picture')).getAllByRole('img', { name: 'The harbour bridge' })).toHaveLength(
      2,
    );
  },
};

export const RowsOfAList: Story = {
  args: {
    conflict: conflictOf(
      {
        stories: [
          { id: 1, title: 'Ferry timetable for summer' },
          { id: 2, title: 'How the bridge was built' },
          { id: 3, title: 'Cycling across the bay' },
          { id: 4, title: 'Council budget vote' },
        ],
      },
      {
        stories: [
          { id: 1, title: 'Ferry timetable for summer' },
          { id: 3, title: 'Cycling across the bay and back' },
          { id: 2, title: 'How the bridge was built' },
          { id: 4, title: 'Council budget vote' },
          { id: 5, title: 'Where to park near the ferry' },
        ],
      },
      {
        stories: [
          { id: 4, title: 'Council budget vote' },
          { id: 1, title: 'Ferry timetable for summer' },
          { id: 2, title: 'How the bridge was built' },
        ],
      },
    ),
  },
  play: async ({ userEvent, args }) => {
    const cycling = await field('Stories › Cycling across the bay and back');
    await expect(cycling.getByText('Removed')).toBeVisible();
    await userEvent.click(cycling.getByRole('radio', { name: 'Your change' }));
    await userEvent.click(page.getByText('Merged automatically'));
    await expect(await page.findByText('Where to park near the ferry', { exact: false })).toBeVisible();
    await expect(page.getByText('The order is Second editor’s.')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Save merged' }));
    await expect(args.onSave).toHaveBeenCalledTimes(1);
  },
};

export const ObjectsFieldByField: Story = {
  args: {
    conflict: conflictOf(
      { place: 'Harbour' },
      { place: { city: 'Harbour', street: 'Quay 1' } },
      { place: { city: 'Hill', floor: 2 } },
    ),
  },
  play: async () => {
    const place = await field('Place');
    await expect(place.getAllByRole('term').map((term) => term.textContent)).toEqual([
      'City',
      'Floor',
      'City',
      'Street',
    ]);
  },
};

export const WhatHidesIsShown: Story = {
  args: {
    conflict: conflictOf(
      { file: 'invoice.exe', shop: 'paypal', user: 'admin' },
      { file: 'invoice\u202egpj.exe', shop: 'p\u0430yp\u0430l', user: 'ad\u200bmin' },
      { file: 'bill.exe', shop: 'klarna', user: 'root' },
    ),
  },
  play: async () => {
    await expect((await field('File')).getByText('U+202E')).toBeVisible();
    await expect((await field('Shop')).getAllByText('U+0430')).toHaveLength(2);
  },
};

/** Every value as code, by a component of the app's own. */
function Code({ value, side }: FieldValueProps) {
  return <code data-side={side}>{JSON.stringify(value)}</code>;
}

export const PartsOfOnesOwn: Story = {
  args: {
    components: { Value: Code },
    conflict: conflictOf({ size: { w: 1 } }, { size: [2, 3] }, { size: { w: 4 } }),
  },
  play: async () => {
    await expect((await field('Size')).getByText('{"w":4}')).toBeVisible();
    await expect((await field('Size')).getByText('[2,3]')).toBeVisible();
  },
};
