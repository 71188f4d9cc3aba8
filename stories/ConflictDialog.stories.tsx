import type { Meta, StoryObj } from '@storybook/react-vite';
import { merge, NetworkError, resolve } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { NotLoaded } from '../src/components/conflict-dialog/NotLoaded.js';
import { useState, type ComponentProps } from 'react';
import { expect, fn, waitFor, within } from 'storybook/test';
import { articles, bridge, conflictOver, deletion, mine, theirs, version, type Article } from './newsroom.js';

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

const retry = fn();
const page = within(document.body);
const opened = () => page.findByRole('dialog', { name: 'Someone else changed this article' });
const field = (name: string) => within(page.getByRole('group', { name }));
const part = (name: string) => within(page.getByRole('radiogroup', { name }));

export const NothingChosenYet: Story = {
  play: async () => {
    await expect(await opened()).toBeVisible();
    for (const radio of page.getAllByRole('radio')) await expect(radio).not.toBeChecked();
    await expect(page.getByRole('button', { name: 'Save merged' })).toHaveAttribute('aria-disabled', 'true');
  },
};

export const TwoLeftToChoose: Story = {
  args: { conflict: conflictOver({ ...mine, tags: ['transport', 'ferries'] }, theirs) },
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(field('Title').getByRole('radio', { name: 'Your change' }));
    await userEvent.click(page.getByRole('button', { name: 'Show base of Price' }));
    await expect(page.getByText('2 of 4 need you')).toBeVisible();
    await expect(field('Price').getByText('€30.00 more than before')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save merged' })).toHaveAccessibleDescription(
      'Choose for Body and Price to save.',
    );
  },
};

export const AllChosen: Story = {
  play: async ({ userEvent, args }) => {
    await opened();
    await userEvent.click(field('Title').getByRole('radio', { name: 'Your change' }));
    await userEvent.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Their change' }));
    await userEvent.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Your change' }));
    await userEvent.click(field('Price').getByRole('radio', { name: 'Edit' }));
    const price = page.getByRole('textbox', { name: 'Your own version of Price' });
    await userEvent.clear(price);
    await userEvent.type(price, '200');
    await expect(field('Body').getByText('Part 1 theirs, part 2 yours')).toBeVisible();
    const save = page.getByRole('button', { name: 'Save merged' });
    await expect(save).toHaveAccessibleDescription(
      'Overwrites Second editor’s changes to Title, part of Body and Price.',
    );
    await userEvent.click(save);
    const edit = { base: bridge, mine: { ...bridge, ...mine }, theirs: { ...bridge, ...theirs } };
    const { merged } = resolve(merge(edit, articles.rules), [
      { path: ['title'], pick: 'mine' },
      { path: ['price'], value: 200 },
      {
        path: ['body'],
        value: bridge.body
          .replace('about four weeks while its', 'six weeks while its steel')
          .replace('thirty minutes at peak times', 'fifteen minutes from six in the morning'),
      },
    ]);
    await expect(args.onSave).toHaveBeenCalledWith(merged, [['title'], ['body'], ['price']]);
  },
};

export const AllMineFoldedToALineEach: Story = {
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(page.getByRole('button', { name: 'All mine' }));
    await expect(page.getByText('All 4 settled')).toBeVisible();
    await expect(page.queryByRole('radio')).not.toBeInTheDocument();
  },
};

export const OneShortValue: Story = {
  args: { conflict: conflictOver({ title: mine.title }, { title: theirs.title }) },
  play: async () => {
    await opened();
    await expect(page.getAllByRole('radiogroup')).toHaveLength(1);
  },
};

export const EditedByHand: Story = {
  args: { conflict: conflictOver({ body: mine.body }, { body: theirs.body }) },
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(page.getByRole('button', { name: 'Edit by hand: Body' }));
    const own = page.getByRole('textbox', { name: 'Your own version of Body' });
    // What nobody chose for is there in both versions.
    await expect(own).toHaveDisplayValue(/every ten minutes at peak times[^]*every fifteen minutes from six/);
    await userEvent.type(own, ' Bring a bicycle.');
    await expect(page.getByRole('button', { name: 'Save merged' })).toHaveAttribute('aria-disabled', 'false');
  },
};

export const KeepBothParts: Story = {
  args: { conflict: conflictOver({ body: mine.body }, { body: theirs.body }) },
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(part('Body, part 2 of 2').getByRole('radio', { name: 'Keep both' }));
    await expect(page.getByText('1 of 1 needs you')).toBeVisible();
    await expect(page.getByText('Part 1: not chosen yet')).toBeVisible();
    await userEvent.click(part('Body, part 1 of 2').getByRole('radio', { name: 'Edit' }));
    await userEvent.type(
      page.getByRole('textbox', { name: 'Your own version of Body, part 1 of 2' }),
      ' Be early.',
    );
    await expect(field('Body').getByText('Part 1 edited, part 2 both')).toBeVisible();
  },
};

export const ListOfTags: Story = {
  args: {
    conflict: conflictOver(
      { tags: ['transport', 'ferries'] },
      { tags: ['transport', 'roadworks', 'harbour'] },
    ),
  },
  play: async ({ userEvent, args }) => {
    await opened();
    await userEvent.click(page.getByRole('radio', { name: 'Keep both' }));
    await userEvent.click(page.getByRole('button', { name: 'Save merged' }));
    const settled = { ...bridge, tags: ['transport', 'roadworks', 'harbour', 'ferries'] };
    await expect(args.onSave).toHaveBeenCalledWith(settled, []);
  },
};

export const MergedUnfolded: Story = {
  args: { conflict: conflictOver({ title: mine.title, tags: ['transport'] }, theirs) },
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(page.getByText('Merged automatically'));
    await userEvent.click(await page.findByRole('button', { name: 'Undo the merge of Publish date' }));
    await expect(page.getByText('Undone: it stays as you have it.')).toBeVisible();
  },
};

export const OverwriteConfirmation: Story = {
  play: async ({ userEvent }) => {
    await opened();
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
  play: async () => {
    await opened();
    await expect(page.queryByRole('button', { name: 'Overwrite with mine…' })).not.toBeInTheDocument();
  },
};

/** The person chose; then Desk saved once more before that was saved. */
function SavedOnceMore(props: ComponentProps<typeof ConflictDialog<Article>>) {
  const [conflict, setConflict] = useState(props.conflict);
  const onSave = () => {
    const desk = { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:36:00Z', version: '3' };
    const newer = { ...version({ ...bridge, ...theirs, title: 'Bridge closes Monday' }, '3'), change: desk };
    setConflict((before) => (before?.kind === 'modified' ? { ...before, theirs: newer } : before));
    return Promise.resolve(false);
  };
  return (
    <ConflictDialog {...props} conflict={conflict} isAgain={conflict !== props.conflict} onSave={onSave} />
  );
}

export const ANewerVersionCameUp: Story = {
  render: (args) => <SavedOnceMore {...args} />,
  play: async ({ userEvent }) => {
    await opened();
    await userEvent.click(page.getByRole('button', { name: 'All mine' }));
    await userEvent.click(page.getByRole('button', { name: 'Save merged' }));
    await expect(await page.findByText('Your changes and your choices are safe.')).toBeVisible();
    await expect(page.getByText('Desk changed Title too.')).toBeVisible();
    await expect(page.getByText('1 of 4 needs you again')).toBeVisible();
    await expect(field('Title').getByText('Asked again')).toBeVisible();
    await expect(field('Title').getByText('Before: you chose “Your change”')).toBeVisible();
    await expect(field('Price').queryByRole('radio')).not.toBeInTheDocument();
  },
};

export const TheSaveFailed: Story = {
  args: { error: new NetworkError('key') },
  play: async () => {
    await opened();
    await expect(page.getByRole('alert')).toHaveTextContent('No answer from the server.');
  },
};

export const Saving: Story = {
  args: { isSaving: true },
  play: async () => {
    await opened();
    await expect(page.getByRole('button', { name: 'Saving…' })).toHaveAttribute('aria-disabled', 'true');
  },
};

export const FalseAlarm: Story = {
  args: { conflict: conflictOver({ title: mine.title }, { title: mine.title }) },
  play: async ({ args }) => {
    await waitFor(() => expect(args.onSave).toHaveBeenCalledWith({ ...bridge, title: mine.title }, []));
    await expect(page.queryByRole('dialog')).not.toBeInTheDocument();
  },
};

export const RecordWasDeleted: Story = {
  args: { conflict: deletion },
  play: async ({ userEvent, args }) => {
    await expect(
      await page.findByRole('dialog', { name: 'Someone else deleted this article' }),
    ).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Recreate with my version' }));
    await expect(args.onRecreate).toHaveBeenCalled();
  },
};

export const ItsCodeCouldNotBeLoaded: Story = {
  parameters: { layout: 'padded' },
  // What the dialog shows in its own place; a page of the tests cuts the line to see it.
  render: (args) => (
    <NotLoaded conflict={{ mine }} resource={articles} onKeepEditing={args.onKeepEditing} onRetry={retry} />
  ),
  play: async ({ userEvent }) => {
    await expect(page.getByRole('alertdialog')).toHaveTextContent(
      'Your changes are safe in this form, not saved yet.',
    );
    await userEvent.click(page.getByRole('button', { name: 'Copy my version' }));
    const copy = page.getByRole('textbox', { name: 'Copy my version' });
    await expect(copy).toHaveFocus();
    await expect(copy).toHaveTextContent('title: ');
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await expect(retry).toHaveBeenCalledOnce();
  },
};
