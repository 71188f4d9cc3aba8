import { screen, within } from '@testing-library/react';
import { choices, date, money, type Resource, type ResourceOptions } from 'noclobber';
import { useLiveChanges, type NoClobberProviderProps } from 'noclobber/react';
import { EditableTable, type EditableTableProps, type TableColumn } from 'noclobber/table';
import { expect } from 'vitest';
import { renderPage } from '../../react/renderPage.js';
import { openStories, type Story } from './stories.js';

const sections = { city: 'City', sport: 'Sport', culture: 'Culture' };

const columns: readonly TableColumn<Story>[] = [
  { field: 'title' },
  {
    field: 'section',
    type: 'select',
    options: Object.entries(sections).map(([value, label]) => ({ value, label })),
  },
  {
    field: 'price',
    type: 'number',
    validate: (price) => (price !== null && price < 0 ? 'Price must be 0 or more' : undefined),
  },
  { field: 'publishOn', type: 'date' },
  { field: 'isFeatured', header: 'Featured', type: 'boolean' },
  { field: 'author', isReadOnly: true },
];

function Live({ resource }: { readonly resource: Resource<Story> }) {
  useLiveChanges(resource);
  return null;
}

/** What a cell shows, and what its mark adds for whoever can't see it. */
export function says(cell: HTMLElement): string {
  return [cell.textContent, cell.ariaDescription].filter((part) => part !== null).join(', ');
}

/** A page with a table over the real checker, and short ways to what is on it. */
export async function openTable({
  count = 6,
  provider = {},
  resource = {},
  isLive = false,
  ...props
}: Partial<Omit<EditableTableProps<Story>, 'resource'>> & {
  readonly count?: number;
  readonly provider?: NoClobberProviderProps;
  readonly resource?: Partial<ResourceOptions<Story>>;
  /** The page follows what others save. */
  readonly isLive?: boolean;
} = {}) {
  const newsroom = await openStories(count, {
    formats: { price: money('EUR'), publishOn: date(), section: choices(sections) },
    ...resource,
  });
  const page = renderPage(
    <>
      {isLive && <Live resource={newsroom.mine} />}
      <EditableTable
        label="Stories"
        resource={newsroom.mine}
        columns={columns}
        query={{ sort: ['price'] }}
        {...props}
      />
    </>,
    { userId: 'You', ...provider },
  );
  const grid = await screen.findByRole('grid', { name: 'Stories' });
  if (count > 0) await screen.findByText('Story 1');
  const rowOf = (id: number | string) => {
    const row = grid.querySelector<HTMLElement>(`[role=row][aria-rowindex="${Number(id) + 1}"]`);
    if (!row) throw new Error(`Row ${id} is not drawn.`);
    return row;
  };
  const cell = (id: number | string, header: string) => {
    const head = within(grid).getByRole('columnheader', { name: header });
    const found = rowOf(id).querySelector<HTMLElement>(`[aria-colindex="${head.ariaColIndex}"]`);
    if (!found) throw new Error(`Row ${id} has no ${header}.`);
    return found;
  };
  const scroller = grid.parentElement;
  if (!scroller) throw new Error('The grid is in nothing that scrolls.');
  const { user } = page;
  return {
    ...newsroom,
    ...page,
    grid,
    scroller,
    rowOf,
    cell,
    /** Types a value over a cell. */
    async type(id: number | string, header: string, text: string) {
      await user.click(cell(id, header));
      await user.keyboard('{F2}');
      await user.clear(screen.getByRole('textbox', { name: new RegExp(`^${header} of`) }));
      await user.keyboard(text === '' ? '{Enter}' : `${text}{Enter}`);
    },
    save: () => user.click(screen.getByRole('button', { name: /^Save \d+ change/ })),
    tell: tableText,
    async told(text: RegExp | string) {
      await expect.poll(() => tableText()).toMatch(text);
    },
    state: (id: number | string) => cell(id, 'State').textContent,
    button: (name: string | RegExp) => screen.getByRole('button', { name }),
  };
}

function tableText(): string {
  return screen
    .getAllByRole('status')
    .map(({ textContent }) => textContent)
    .join(' ');
}
