import type { Meta, StoryObj } from '@storybook/react-vite';
import { clearDrafts } from 'noclobber/form';
import { versionedHandlers } from 'noclobber/msw';
import { externalEdit } from 'noclobber/testing';
import { expect, within } from 'storybook/test';
import { DraftsAndQueue } from './DraftsAndQueue.js';
import { articles, asDesk, bridge, openNewsroom } from './newsroom.js';

const meta = {
  title: 'Drafts and offline',
  component: DraftsAndQueue,
  args: { userId: 'ann' },
  parameters: { docs: { story: { inline: false, iframeHeight: 720 } } },
  async beforeEach({ msw }) {
    const { checker, baseUrl } = await openNewsroom();
    msw.use(...versionedHandlers(checker, { baseUrl }));
    await clearDrafts();
    return () => goOffline(false);
  },
} satisfies Meta<typeof DraftsAndQueue>;
export default meta;
type Story = StoryObj<typeof meta>;

/** As the browser tells it; a story's server is in the page, so nothing else is cut. */
function goOffline(isOffline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isOffline });
  window.dispatchEvent(new Event(isOffline ? 'offline' : 'online'));
}

/** What is typed is there in the list, and in the form when it is opened again. */
export const UnsavedDraft: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByDisplayValue(bridge.title), '!');
    await userEvent.click(canvas.getByRole('button', { name: 'Close the article' }));
    await canvas.findByText(/^1 unsaved draft ·/u);
    await userEvent.click(canvas.getByRole('button', { name: 'Open the article' }));
    await canvas.findByText('Restored what you had not saved');
    await expect(canvas.getByLabelText('Title')).toHaveValue(`${bridge.title}!`);
  },
};

/** What is discarded by hand is kept aside, and can be brought back. */
export const DiscardedDraft: Story = {
  play: async (context) => {
    await UnsavedDraft.play?.(context);
    const { canvas, userEvent } = context;
    const notice = canvas.getByText('Restored what you had not saved').closest('.nc-notice') as HTMLElement;
    await userEvent.click(within(notice).getByRole('button', { name: 'Discard' }));
    await canvas.findByText('Your version was discarded.');
    await canvas.findByRole('button', { name: 'Bring back' });
    await expect(canvas.getByLabelText('Title')).toHaveValue(bridge.title);
  },
};

/** Without a connection a save waits in the browser, and is sent when there is one. */
export const WaitsForAConnection: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByDisplayValue(bridge.title), '!');
    goOffline(true);
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await canvas.findByText('You are offline. Your changes are kept here.');
    await canvas.findByText(/ 1 save not sent yet$/u);
    await expect((await articles.get(bridge.id)).value.title).toBe(bridge.title);
  },
};

/** A save that waited and met a change of the same field waits for a look; the dialog asks. */
export const MetAConflictOnItsWay: Story = {
  play: async (context) => {
    await WaitsForAConnection.play?.(context);
    const { canvas, canvasElement, userEvent } = context;
    await userEvent.click(canvas.getByRole('button', { name: 'Close the article' }));
    await externalEdit(asDesk, bridge.id, (article) => ({ ...article, title: 'Bridge shut' }));
    goOffline(false);
    await userEvent.click(await canvas.findByRole('button', { name: 'Review' }));
    await within(canvasElement.ownerDocument.body).findByRole('dialog', {
      name: 'Someone else changed this article',
    });
    await expect((await articles.get(bridge.id)).value.title).toBe('Bridge shut');
  },
};
