import type { Meta, StoryObj } from '@storybook/react-vite';
import { versionedHandlers } from 'noclobber/msw';
import { externalEdit } from 'noclobber/testing';
import { expect, within } from 'storybook/test';
import { ArticleForm } from './ArticleForm.js';
import { articles, asDesk, bridge, openNewsroom, theirs } from './newsroom.js';

const meta = {
  title: 'Versioned form',
  component: ArticleForm,
  args: { id: bridge.id },
  parameters: { docs: { story: { inline: false, iframeHeight: 620 } } },
  // Every story has the real checker to itself, in the browser.
  async beforeEach({ msw }) {
    const { checker, baseUrl } = await openNewsroom();
    msw.use(...versionedHandlers(checker, { baseUrl }));
  },
} satisfies Meta<typeof ArticleForm>;
export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story['play']>>[0]['canvas'];

const loaded = (canvas: Canvas) => canvas.findByDisplayValue(bridge.title);

export const Saves: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await loaded(canvas), '!');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await canvas.findByText('Saved');
    await expect((await articles.get(bridge.id)).value.title).toBe(`${bridge.title}!`);
  },
};

export const MergedAndTold: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await loaded(canvas), '!');
    await externalEdit(asDesk, bridge.id, (article) => ({ ...article, price: 210 }));
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await canvas.findByText('Saved, merged with Desk’s changes.');
    await expect((await articles.get(bridge.id)).value).toMatchObject({
      title: `${bridge.title}!`,
      price: 210,
    });
  },
};

export const ConflictOpensTheDialog: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await userEvent.type(await loaded(canvas), '!');
    await externalEdit(asDesk, bridge.id, (article) => ({ ...article, ...theirs }));
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await within(canvasElement.ownerDocument.body).findByRole('dialog', {
      name: 'Someone else changed this article',
    });
    await expect((await articles.get(bridge.id)).value.title).toBe(theirs.title);
  },
};

export const ConflictPutAside: Story = {
  play: async (context) => {
    await ConflictOpensTheDialog.play?.(context);
    const { canvas, userEvent } = context;
    await userEvent.click(within(document.body).getByRole('button', { name: 'Keep editing' }));
    await canvas.findByText('1 field still needs you.');
    await expect(canvas.getByDisplayValue(`${bridge.title}!`)).toBeVisible();
  },
};

export const DeletedMeanwhile: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await userEvent.type(await loaded(canvas), '!');
    await asDesk.remove({ base: await asDesk.get(bridge.id) });
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    const dialog = await within(canvasElement.ownerDocument.body).findByRole('dialog', {
      name: 'Someone else deleted this article',
    });
    await expect(dialog).toBeVisible();
  },
};

export const NewRecord: Story = {
  args: { id: null },
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Title'), 'Fish prices fall');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await canvas.findByText('Saved');
    const { items } = await articles.list({ where: { title: 'Fish prices fall' } });
    await expect(items).toHaveLength(1);
  },
};
