import type { Meta, StoryObj } from '@storybook/react-vite';
import { versionedHandlers } from 'noclobber/msw';
import { EditableTable } from 'noclobber/table';
import { externalEdit } from 'noclobber/testing';
import { expect, waitFor, within } from 'storybook/test';
import { columns, listed, listedByDesk, openListed, type ListedArticle } from './tableOfArticles.js';

const meta = {
  title: 'Editable table',
  component: EditableTable<ListedArticle>,
  args: {
    label: 'Articles',
    resource: listed,
    columns,
    query: { sort: ['id'] },
    actions: [
      { name: 'feature', label: 'Feature' },
      { name: 'remove', label: 'Delete' },
    ],
  },
  parameters: { docs: { story: { inline: false, iframeHeight: 720 } } },
  // Every story has the real checker to itself, in the browser.
  async beforeEach({ msw }) {
    const { checker, baseUrl } = await openListed();
    msw.use(...versionedHandlers(checker, { baseUrl }));
  },
} satisfies Meta<typeof EditableTable<ListedArticle>>;
export default meta;
type Story = StoryObj<typeof meta>;
type Play = Parameters<NonNullable<Story['play']>>[0];

const first = 'Harbour bridge shuts for six weeks';
const second = 'Ferry timetable for summer';

async function retitle({ canvas, userEvent }: Play, title: string, next: string) {
  await userEvent.dblClick(await canvas.findByText(title));
  const input = await canvas.findByRole('textbox', { name: `Title of ${title}` });
  await userEvent.clear(input);
  await userEvent.type(input, `${next}{Enter}`);
}
const save = async ({ canvas, userEvent }: Play) =>
  userEvent.click(canvas.getByRole('button', { name: /^Save \d+ change/ }));
const desks = (id: string, change: Partial<ListedArticle>) =>
  externalEdit(listedByDesk, id, (article) => ({ ...article, ...change }));

export const JustRead: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(first)).toBeVisible();
    await expect(canvas.getByRole('grid', { name: 'Articles' })).toHaveAttribute('aria-rowcount', '13');
  },
};

export const SavedAndNeedsYou: Story = {
  play: async (play) => {
    const { canvas } = play;
    await canvas.findByText(first);
    await desks('00001', { title: 'Bridge closed' });
    await retitle(play, first, 'Mine');
    await retitle(play, second, 'Ferries in summer');
    await save(play);
    await expect(await canvas.findByText('1 saved, 1 needs you')).toBeVisible();
  },
};

export const WalkThroughConflicts: Story = {
  args: { policy: 'ask' },
  play: async (play) => {
    const { canvas, userEvent } = play;
    await canvas.findByText(first);
    for (const id of ['00001', '00002']) await desks(id, { title: 'Theirs' });
    await retitle(play, first, 'Mine 1');
    await retitle(play, second, 'Mine 2');
    await save(play);
    const page = within(document.body);
    await expect(await page.findByText('1 of 2')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Skip' }));
    await expect(await page.findByText('2 of 2')).toBeVisible();
  },
};

export const MergedAndTold: Story = {
  args: { policy: 'merge' },
  play: async (play) => {
    const { canvas } = play;
    await canvas.findByText(first);
    await desks('00001', { price: 999 });
    await retitle(play, first, 'Mine');
    await save(play);
    await expect(await canvas.findByText('1 merged with what others had saved.')).toBeVisible();
    await waitFor(() => expect(canvas.getByText('€999.00')).toBeVisible());
  },
};

export const NotValid: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.dblClick(await canvas.findByText('€40.00'));
    await userEvent.keyboard('-20{Enter}');
    await expect(await canvas.findByText('Price must be 0 or more')).toBeVisible();
  },
};

export const LockedByOthers: Story = {
  args: { hasLocks: true },
  async beforeEach() {
    await listedByDesk.lock('00002').take({ mode: 'enforced' });
    await listedByDesk.lock('00004').take({ mode: 'advisory' });
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findAllByText(/^Desk, until/)).toHaveLength(2);
    await expect(canvas.getByRole('rowheader', { name: second })).toHaveAttribute('aria-readonly', 'true');
  },
};

export const NewRow: Story = {
  args: {
    newRow: () => ({ title: '', section: 'city', price: null, publishOn: null, isFeatured: false }),
  },
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText(first);
    await userEvent.click(canvas.getByRole('button', { name: 'Add row' }));
    await userEvent.keyboard('Boats race at dawn{Enter}');
    await expect(await canvas.findByText('New')).toBeVisible();
  },
};

export const RowsChosen: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('checkbox', { name: `Select ${first}` }));
    await userEvent.click(canvas.getByRole('checkbox', { name: `Select ${second}` }));
    await expect(canvas.getByText('2 selected')).toBeVisible();
  },
};

export const AsksBeforeDeleting: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('checkbox', { name: `Select ${first}` }));
    await userEvent.click(canvas.getByRole('checkbox', { name: `Select ${second}` }));
    await userEvent.click(canvas.getByRole('button', { name: 'Delete' }));
    await expect(canvas.getByRole('alertdialog', { name: 'Delete: 2 rows?' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Go back' })).toHaveFocus();
  },
};

export const Empty: Story = {
  args: { query: { where: { title: 'Nobody wrote this' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Nothing here yet.')).toBeVisible();
  },
};
