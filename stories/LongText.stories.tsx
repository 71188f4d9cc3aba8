import type { Meta, StoryObj } from '@storybook/react-vite';
import { ConflictDialog } from 'noclobber/react';
import { expect, fn, within } from 'storybook/test';
import { articles, bridge, conflictOver, type Article } from './newsroom.js';

const meta = {
  title: 'Conflict dialog/Large records',
  component: ConflictDialog<Article>,
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, iframeHeight: 720 } } },
  args: {
    resource: articles,
    conflict: null,
    onSave: fn(() => Promise.resolve(true)),
    onDiscard: fn(),
    onKeepEditing: fn(),
  },
} satisfies Meta<typeof ConflictDialog<Article>>;
export default meta;
type Story = StoryObj<typeof meta>;

const page = within(document.body);
const lines = Array.from(
  { length: 10_000 },
  (_, at) => `${bridge.title}, line ${at}: ${'a word '.repeat(10)}`,
);
const edited = (word: string, place: number) =>
  lines
    .map((line, at) => (at % 2_000 === 1_000 || at % 1_000 === place ? `${line}${word}` : line))
    .join('\n');

export const AMegabyteOfText: Story = {
  args: {
    conflict: {
      ...conflictOver({ body: edited('mine', 100) }, { body: edited('theirs', 500) }),
      base: { ...conflictOver({}, {}).base, value: { ...bridge, body: lines.join('\n') } },
    },
  },
  play: async ({ userEvent, args }) => {
    await expect(
      await page.findByRole('dialog', { name: 'Someone else changed this article' }),
    ).toBeVisible();
    const last = within(await page.findByRole('radiogroup', { name: 'Body, part 5 of 5' }));
    await expect(page.getByRole('dialog').textContent?.length).toBeLessThan(60_000);
    await userEvent.click(last.getByRole('radio', { name: 'Your change' }));
    await userEvent.click(page.getByRole('button', { name: 'All mine' }));
    await userEvent.click(page.getByRole('button', { name: 'Save merged' }));
    await expect(args.onSave).toHaveBeenCalledTimes(1);
  },
};

/** One that nobody ever cut into lines, rewritten on both sides. */
export const ATextRewrittenByBoth: Story = {
  args: {
    conflict: conflictOver({ body: 'my words, '.repeat(40_000) }, { body: 'their words, '.repeat(40_000) }),
  },
  play: async () => {
    const dialog = await page.findByRole('dialog');
    await page.findByRole('radiogroup', { name: 'Body' });
    await expect(dialog.textContent?.length).toBeLessThan(60_000);
    await expect(page.getAllByRole('button', { name: /^Show \d+ more characters$/ })[0]).toBeVisible();
  },
};

const fields = Array.from({ length: 200 }, (_, at) => `field ${at + 1}`);
const all = (word: string, from: number, to: number) =>
  Object.fromEntries(fields.slice(from, to).map((name) => [name, `${word} ${name}`]));

export const TwoHundredFields: Story = {
  args: {
    conflict: {
      ...conflictOver({ ...all('old', 40, 200), ...all('mine', 0, 40) }, all('theirs', 0, 200)),
      base: { ...conflictOver({}, {}).base, value: { ...bridge, ...all('old', 0, 200) } },
    },
  },
  play: async ({ userEvent }) => {
    await expect(await page.findByText('40 of 200 need you')).toBeVisible();
    // By role it would be looked for among thousands of elements, again and again.
    await page.findByText('Field 40', { selector: 'h3' }, { timeout: 10_000 });
    await userEvent.click(page.getByRole('button', { name: 'All theirs' }));
    await expect(page.getByText('All 200 settled')).toBeVisible();
    await expect(page.getAllByText('Change', { selector: 'button' })).toHaveLength(40);
  },
};
