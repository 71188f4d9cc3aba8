import type { Meta, StoryObj } from '@storybook/react-vite';
import { merge, NetworkError, resolve } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { expect, fn, within } from 'storybook/test';
import { articles, bridge, conflictOver, deletion, mine, theirs, type Article } from './newsroom.js';

const meta = {
  title: 'Conflict dialog',
  component: ConflictDialog<Article>,
  // A modal dialog needs a page of its own, in the docs too.
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, iframeHeight: 720 } } },
  args: {
    resource: articles,
    conflict: conflictOver(mine, theirs),
    onSave: fn(() => Promise.resolve(true)),
    onOverwrite: fn(() => Promise.resolve(true)),
    onDiscard: fn(),
    onRecreate: fn(() => Promise.resolve(true)),
    onSaveCopy: fn(() => Promise.resolve(true)),
    onKeepEditing: fn(),
  },
} satisfies Meta<typeof ConflictDialog<Article>>;
export default meta;
type Story = StoryObj<typeof meta>;

const inDialog = (canvasElement: HTMLElement) => within(canvasElement.ownerDocument.body);

export const NothingChosenYet: Story = {
  play: async ({ canvasElement }) => {
    const page = inDialog(canvasElement);
    await expect(page.getByRole('dialog', { name: 'Someone else changed this article' })).toBeVisible();
    for (const radio of page.getAllByRole('radio')) await expect(radio).not.toBeChecked();
    await expect(page.getByRole('button', { name: 'Save merged' })).toHaveAttribute('aria-disabled', 'true');
  },
};

export const TwoLeftToChoose: Story = {
  play: async ({ canvasElement, userEvent }) => {
    const page = inDialog(canvasElement);
    const title = within(page.getByRole('group', { name: 'Title' }));
    await userEvent.click(title.getByRole('radio', { name: 'Your change' }));
    await expect(page.getByText('2 of 4 need you')).toBeVisible();
  },
};

export const AllChosen: Story = {
  play: async ({ canvasElement, userEvent, args }) => {
    const page = inDialog(canvasElement);
    for (const [field, choice] of [
      ['Title', 'Your change'],
      ['Body', 'Their change'],
      ['Price', 'Edit'],
    ] as const) {
      await userEvent.click(
        within(page.getByRole('group', { name: field })).getByRole('radio', { name: choice }),
      );
    }
    const price = page.getByRole('textbox', { name: 'Your own version of Price' });
    await userEvent.clear(price);
    await userEvent.type(price, '200');
    const save = page.getByRole('button', { name: 'Save merged' });
    await expect(save).toHaveAccessibleDescription('Overwrites Second editor’s changes to Title and Price.');
    await userEvent.click(save);
    // Of the text only what met is theirs: the part that fits is mine.
    const edit = { base: bridge, mine: { ...bridge, ...mine }, theirs: { ...bridge, ...theirs } };
    const { merged } = resolve(merge(edit, articles.rules), [
      { path: ['title'], pick: 'mine' },
      { path: ['body'], pick: 'theirs' },
      { path: ['price'], value: 200 },
    ]);
    await expect(args.onSave).toHaveBeenCalledWith(merged, [['title'], ['price']]);
  },
};

export const OneShortValue: Story = {
  args: { conflict: conflictOver({ title: mine.title }, { title: theirs.title }) },
  play: async ({ canvasElement }) => {
    await expect(inDialog(canvasElement).getAllByRole('radiogroup')).toHaveLength(1);
  },
};

export const ListOfTags: Story = {
  args: {
    conflict: conflictOver(
      { tags: ['transport', 'ferries'] },
      { tags: ['transport', 'roadworks', 'harbour'] },
    ),
  },
  play: async ({ canvasElement, userEvent, args }) => {
    const page = inDialog(canvasElement);
    await userEvent.click(page.getByRole('radio', { name: 'Keep both' }));
    await userEvent.click(page.getByRole('button', { name: 'Save merged' }));
    const settled = { ...bridge, tags: ['transport', 'roadworks', 'harbour', 'ferries'] };
    await expect(args.onSave).toHaveBeenCalledWith(settled, []);
  },
};

export const MergedUnfolded: Story = {
  args: { conflict: conflictOver({ title: mine.title, tags: ['transport'] }, theirs) },
  play: async ({ canvasElement, userEvent }) => {
    const page = inDialog(canvasElement);
    await userEvent.click(page.getByText('Merged automatically'));
    await userEvent.click(page.getByRole('button', { name: 'Undo the merge of Publish date' }));
    await expect(page.getByText('Undone: it stays as you have it.')).toBeVisible();
  },
};

export const OverwriteConfirmation: Story = {
  play: async ({ canvasElement, userEvent }) => {
    const page = inDialog(canvasElement);
    await userEvent.click(page.getByRole('button', { name: 'Overwrite with mine…' }));
    await expect(page.getByRole('alertdialog', { name: 'Overwrite Second editor’s changes?' })).toBeVisible();
    await expect(
      page.getByRole('button', {
        name: /^Save, overwriting Second editor’s changes to Title, Body and 2 more/,
      }),
    ).toBeVisible();
  },
};

export const OverwritingNotAllowed: Story = {
  args: { onOverwrite: undefined },
  play: async ({ canvasElement }) => {
    await expect(
      inDialog(canvasElement).queryByRole('button', { name: 'Overwrite with mine…' }),
    ).not.toBeInTheDocument();
  },
};

export const ANewerVersionCameUp: Story = {
  args: { isAgain: true, conflict: conflictOver({ title: mine.title }, { title: theirs.title }) },
  play: async ({ canvasElement }) => {
    await expect(inDialog(canvasElement).getByText('Your changes and your choices are safe.')).toBeVisible();
  },
};

export const TheSaveFailed: Story = {
  args: { error: new NetworkError('key') },
  play: async ({ canvasElement }) => {
    await expect(inDialog(canvasElement).getByRole('alert')).toHaveTextContent('No answer from the server.');
  },
};

export const Saving: Story = {
  args: { isSaving: true },
  play: async ({ canvasElement }) => {
    await expect(inDialog(canvasElement).getByRole('button', { name: 'Saving…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  },
};

export const RecordWasDeleted: Story = {
  args: { conflict: deletion },
  play: async ({ canvasElement, userEvent, args }) => {
    const page = inDialog(canvasElement);
    await expect(page.getByRole('dialog', { name: 'Someone else deleted this article' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Recreate with my version' }));
    await expect(args.onRecreate).toHaveBeenCalled();
  },
};
