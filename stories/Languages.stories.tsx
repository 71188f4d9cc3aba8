import type { Meta, StoryObj } from '@storybook/react-vite';
import { ConflictDialog, germanMessages, NoClobberProvider } from 'noclobber/react';
import { useLayoutEffect } from 'react';
import { expect, fn, within } from 'storybook/test';
import { articles, conflictOver, mine, theirs, type Article } from './newsroom.js';

const meta = {
  title: 'Conflict dialog/Languages',
  component: ConflictDialog<Article>,
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, iframeHeight: 720 } } },
  args: {
    resource: articles,
    conflict: conflictOver(mine, theirs),
    onSave: fn(() => Promise.resolve(true)),
    onOverwrite: fn(() => Promise.resolve(true)),
    onDiscard: fn(),
    onKeepEditing: fn(),
  },
} satisfies Meta<typeof ConflictDialog<Article>>;
export default meta;
type Story = StoryObj<typeof meta>;

const page = within(document.body);

export const German: Story = {
  render: (args) => (
    <NoClobberProvider messages={germanMessages}>
      <ConflictDialog {...args} resource={{ ...articles, recordLabel: 'Artikel' }} />
    </NoClobberProvider>
  ),
  play: async ({ userEvent }) => {
    await expect(await page.findByText('3 von 4 brauchen Sie')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Alles von mir' }));
    await expect(page.getByRole('button', { name: 'Zusammengeführt speichern' })).toHaveAccessibleDescription(
      'Überschreibt, was Second editor geändert hat: Title, Body und Price.',
    );
  },
};

/** As in Arabic or Hebrew; the texts stay English here. */
function RightToLeft(props: Parameters<typeof ConflictDialog<Article>>[0]) {
  useLayoutEffect(() => {
    document.documentElement.dir = 'rtl';
    return () => {
      document.documentElement.dir = '';
    };
  }, []);
  return <ConflictDialog {...props} />;
}

export const ReadFromRightToLeft: Story = {
  render: (args) => <RightToLeft {...args} />,
  play: async () => {
    const title = within(await page.findByRole('group', { name: 'Title' }));
    const left = (name: string) => title.getByRole('radio', { name }).getBoundingClientRect().left;
    await expect(left('Their change')).toBeGreaterThan(left('Your change'));
  },
};
