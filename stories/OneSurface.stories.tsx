import type { Meta, StoryObj } from '@storybook/react-vite';
import { versionedHandlers } from 'noclobber/msw';
import { ConflictDialog, NoClobberProvider, useVersionedMutation, useVersionedQuery } from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { expect, within } from 'storybook/test';
import { articles, asDesk, bridge, openNewsroom } from './newsroom.js';

/** A button that writes, in an app that says once where all conflicts are shown. */
function PriceButton() {
  return (
    <NoClobberProvider conflictDialog={ConflictDialog}>
      <Price />
    </NoClobberProvider>
  );
}

function Price() {
  const { data } = useVersionedQuery(articles, bridge.id, { staleTime: Infinity });
  const { mutate } = useVersionedMutation(articles);
  if (!data) return null;
  const raise = () => mutate({ base: data, mine: { ...data.value, price: data.value.price + 15 } });
  return (
    <p className="nc">
      Price: {data.value.price} €{' '}
      <button type="button" className="nc-button" onClick={raise}>
        Raise by 15
      </button>{' '}
      <button type="button" className="nc-button" onClick={() => mutate({ base: data, mine: null })}>
        Delete
      </button>
    </p>
  );
}

const meta = {
  title: 'One place for all conflicts',
  component: PriceButton,
  parameters: { docs: { story: { inline: false, iframeHeight: 620 } } },
  async beforeEach({ msw }) {
    const { checker, baseUrl } = await openNewsroom();
    msw.use(...versionedHandlers(checker, { baseUrl }));
  },
} satisfies Meta<typeof PriceButton>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Nobody has handled it: the provider's dialog asks, and the write goes on from the answer. */
export const AWriteMeetsAChange: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await canvas.findByText('Price: 180 €');
    await externalEdit(asDesk, bridge.id, (article) => ({ ...article, price: 210 }));
    await userEvent.click(canvas.getByRole('button', { name: 'Raise by 15' }));
    const dialog = await within(canvasElement.ownerDocument.body).findByRole('dialog', {
      name: 'Someone else changed this article',
    });
    await expect(within(dialog).getByRole('group', { name: 'Price' })).toBeVisible();
    await expect((await articles.get(bridge.id)).value.price).toBe(210);
  },
};

/** What others changed is shown before it goes. */
export const ADeleteMeetsAChange: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await canvas.findByText('Price: 180 €');
    await externalEdit(asDesk, bridge.id, (article) => ({ ...article, price: 210, title: 'Bridge shut' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Delete' }));
    const dialog = await within(canvasElement.ownerDocument.body).findByRole('alertdialog', {
      name: 'Delete this article all the same?',
    });
    await expect(within(dialog).getAllByRole('listitem')).toHaveLength(2);
    await expect((await articles.get(bridge.id)).value.price).toBe(210);
  },
};
