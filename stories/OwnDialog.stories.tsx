import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn } from 'storybook/test';
import { bridge, conflictOver, mine, theirs, type Article } from './newsroom.js';
import { OwnDialog } from './OwnDialog.js';

const meta = {
  title: 'Headless',
  component: OwnDialog<Article>,
  args: { conflict: conflictOver({ ...mine, body: bridge.body }, theirs), onSave: fn() },
} satisfies Meta<typeof OwnDialog<Article>>;
export default meta;
type Story = StoryObj<typeof meta>;

export const ADialogOfOnesOwn: Story = {
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('2 to choose');
    await expect(canvas.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.click(canvas.getByRole('button', { name: mine.title }));
    await userEvent.click(canvas.getByRole('button', { name: '210' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await expect(args.onSave).toHaveBeenCalledWith({ ...bridge, ...theirs, title: mine.title });
  },
};
