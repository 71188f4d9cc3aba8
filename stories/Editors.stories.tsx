import type { Meta, StoryObj } from '@storybook/react-vite';
import { EditorsBar } from 'noclobber/react';
import { expect } from 'storybook/test';
import { editorsOf } from './locks.js';
import { articles } from './newsroom.js';

const meta = {
  title: 'Who is here',
  component: EditorsBar,
  args: { resource: articles, editors: editorsOf([]) },
} satisfies Meta<typeof EditorsBar>;
export default meta;
type Story = StoryObj<typeof meta>;

export const NobodyElse: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
  },
};

export const OneIsHereToo: Story = {
  args: { editors: editorsOf([{ name: 'Second editor' }]) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Second editor is here too');
    await expect(canvas.getByRole('img', { name: 'Second editor' })).toHaveTextContent('SE');
  },
};

export const OneHasUnsavedChanges: Story = {
  args: { editors: editorsOf([{ name: 'Second editor', state: 'editing' }, { name: 'Desk' }]) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Second editor and Desk are here too');
    await expect(canvas.getByRole('img', { name: 'Second editor, with unsaved changes' })).toBeVisible();
  },
};

export const OneIsEditingAnotherField: Story = {
  args: {
    editors: {
      ...editorsOf([{ name: 'Second editor', state: 'editing', field: '/publishDate' }]),
      inSameField: [],
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Second editor is here too');
    await expect(canvas.getByRole('img', { name: 'Second editor, editing Publish date' })).toBeVisible();
  },
};

export const OneIsInTheSameField: Story = {
  args: { editors: editorsOf([{ name: 'Second editor', state: 'editing', field: '/publishDate' }]) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Second editor is in Publish date too');
  },
};

export const ACrowd: Story = {
  args: {
    editors: editorsOf(
      ['Second editor', 'Desk', 'Copy desk', 'Zoë', 'Night desk', 'Ana María López'].map((name) => ({
        name,
      })),
    ),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole('img')).toHaveLength(5);
    await expect(canvas.getByRole('img', { name: '2 more people' })).toHaveTextContent('+2');
    await expect(canvas.getByRole('status')).toHaveTextContent('Second editor, Desk and 4 more are here too');
  },
};
