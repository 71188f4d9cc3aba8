import type { Meta, StoryObj } from '@storybook/react-vite';
import { versionedHandlers } from 'noclobber/msw';
import { externalEdit } from 'noclobber/testing';
import { expect, within } from 'storybook/test';
import { AgGridTable } from './grids/AgGridTable.js';
import { TanStackTable } from './grids/TanStackTable.js';
import { listed, listedByDesk, openListed } from './tableOfArticles.js';
import './grids/grids.css';

const meta = {
  title: 'Other grids',
  parameters: { docs: { story: { inline: false, iframeHeight: 720 } } },
  decorators: [
    (Story) => (
      <div className="nc story-grid">
        <Story />
      </div>
    ),
  ],
  // Every story has the real checker to itself, in the browser.
  async beforeEach({ msw }) {
    const { checker, baseUrl } = await openListed();
    msw.use(...versionedHandlers(checker, { baseUrl }));
  },
} satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const first = 'Harbour bridge shuts for six weeks';
const desksTitle = (title: string) =>
  externalEdit(listedByDesk, '00001', (article) => ({ ...article, title }));

export const AgGridCommunity: Story = {
  render: () => (
    <AgGridTable
      resource={listed}
      columns={[
        { colId: 'title', headerName: 'Title', flex: 2, minWidth: 240 },
        { colId: 'section', headerName: 'Section' },
        { colId: 'price', headerName: 'Price', cellDataType: 'number' },
      ]}
    />
  ),
  play: async ({ canvas, userEvent }) => {
    await userEvent.dblClick(await canvas.findByText(first));
    await userEvent.keyboard('{Control>}a{/Control}Mine{Enter}');
    await expect(await canvas.findByText('Save 1')).toBeVisible();
    await desksTitle('Theirs');
    await userEvent.click(canvas.getByText('Save 1'));
    await expect(await canvas.findByRole('button', { name: 'Review' })).toBeVisible();
  },
};

export const TanStackTable9: Story = {
  render: () => (
    <TanStackTable
      resource={listed}
      columns={[
        { field: 'title', header: 'Title' },
        { field: 'section', header: 'Section' },
        { field: 'price', header: 'Price', parse: Number },
      ]}
    />
  ),
  play: async ({ canvas, userEvent }) => {
    const title = await canvas.findByRole('textbox', { name: 'Title of 00001' });
    await userEvent.clear(title);
    await userEvent.type(title, 'Mine');
    await desksTitle('Theirs');
    await userEvent.click(canvas.getByText(/^Save/));
    await userEvent.click(await canvas.findByRole('button', { name: 'Review' }));
    await expect(await within(document.body).findByRole('dialog')).toBeVisible();
  },
};
