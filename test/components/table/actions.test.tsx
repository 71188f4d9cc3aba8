import { screen } from '@testing-library/react';
import { germanMessages } from 'noclobber/react';
import { EditableTable, germanTableMessages, tableMessages } from 'noclobber/table';
import { describe, expect, it } from 'vitest';
import { createResource, nativeDialect, type WireAnswer } from 'noclobber';
import { renderPage } from '../../react/renderPage.js';
import { openTable } from './openTable.js';
import { openStories, type Story } from './stories.js';

const actions = [
  { name: 'publish', label: 'Publish' },
  { name: 'remove', label: 'Delete' },
];
const choose = (name: string) => screen.getByRole('checkbox', { name: `Select ${name}` });

type Opened = Awaited<ReturnType<typeof openTable>>;

/** What is shown is read again for it. */
async function chooseAllThatMatch({ user, button, requests, grid }: Opened) {
  await user.click(screen.getByRole('checkbox', { name: 'Select all rows shown' }));
  const before = requests.length;
  await user.click(button('Select all that match'));
  await expect.poll(() => requests.length > before && grid.ariaBusy === 'false').toBe(true);
}

describe('row actions', () => {
  it('the box in the header is for the rows that are shown, whatever else is chosen', async () => {
    const { user } = await openTable();
    const all = () => screen.getByRole('checkbox', { name: 'Select all rows shown' });
    await user.click(choose('Story 1'));
    expect(all()).toBePartiallyChecked();
    await user.click(choose('Story 3'));
    await user.type(screen.getByRole('searchbox', { name: 'Filter by Title' }), 'Story 4');
    await expect.poll(() => screen.queryByRole('checkbox', { name: 'Select Story 1' })).toBeNull();
    expect(all()).toBePartiallyChecked();
    await user.click(all());
    expect(all()).toBeChecked();
    expect(choose('Story 4')).toBeChecked();
    await user.click(all());
    expect(choose('Story 4')).not.toBeChecked();
  });

  it('the box in the header is of all rows no more where one has come', async () => {
    const { user, desk } = await openTable({ isLive: true });
    const all = () => screen.getByRole('checkbox', { name: 'Select all rows shown' });
    await user.click(all());
    expect(all()).toBeChecked();
    const { id: _id, ...value } = (await desk.get('1')).value;
    await desk.create({ ...value, title: 'One more' });
    await screen.findByText('One more');
    expect(all()).toBePartiallyChecked();
  });

  it('C45, C47: run on the chosen rows that nobody touched, name the others, and go on if the person says so', async () => {
    const { user, desks, button, told, stored } = await openTable({ actions });
    await user.click(choose('Story 1'));
    await user.click(choose('Story 3'));
    await desks(3, { title: 'Theirs' });
    await user.click(button('Publish'));
    await told(
      /Publish: 1 row done, 1 changed since you selected it “Theirs” \(Desk\). Nothing was done to it./,
    );
    expect([
      (await stored(1)).isFeatured,
      (await stored(3)).isFeatured,
      (await stored(5)).isFeatured,
    ]).toEqual([true, false, false]);
    await user.click(button('Publish, with those too'));
    await expect.poll(async () => (await stored(3)).isFeatured).toBe(true);
  });

  it('C48: asks before it deletes, and deletes the versions that it asked about', async () => {
    const { user, desks, button, told, cell, stored } = await openTable({ actions, isLive: true });
    for (const name of ['Story 1', 'Story 2', 'Story 3']) await user.click(choose(name));
    await user.click(button('Delete'));
    expect(screen.getByRole('alertdialog', { name: 'Delete: 3 rows?' })).toBeVisible();
    expect(button('Go back')).toHaveFocus();
    await desks(2, { title: 'Theirs' });
    await expect.poll(() => cell(2, 'Title').textContent).toMatch('Theirs');
    await user.click(button('Delete: 3 rows'));
    await told(
      /Delete: 2 rows done, 1 changed since you selected it “Theirs” \(Desk\). Nothing was done to it./,
    );
    expect(screen.queryByText('Story 1')).not.toBeInTheDocument();
    expect((await stored(2)).title).toBe('Theirs');
    await expect(stored(3)).rejects.toThrow('410');
    await user.click(button('Delete, with those too'));
    await told('Delete: 1 row done');
  });

  it('C48: deletes nothing where the person goes back, or chooses other rows', async () => {
    const { user, button, requests } = await openTable({ actions });
    const before = requests.length;
    await user.click(choose('Story 1'));
    await user.click(button('Delete'));
    await user.keyboard('{Escape}');
    expect(button('Delete')).toHaveFocus();
    await user.keyboard('{Enter}');
    await user.click(button('Go back'));
    expect(screen.getByRole('toolbar', { name: 'Selected rows' })).toHaveTextContent('1 selected');
    await user.click(button('Delete'));
    await user.click(choose('Story 2'));
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    expect(requests).toHaveLength(before);
  });

  it('C48: says that unsaved edits go, too, and goes back by Esc from wherever one is in it', async () => {
    const { user, type, button } = await openTable({
      actions: [...actions, { name: 'read', label: 'Mark as read', isConfirmed: true }],
    });
    await type(1, 'Title', 'Mine');
    for (const name of ['Mine', 'Story 2']) await user.click(choose(name));
    await user.click(button('Delete'));
    expect(screen.getByRole('alertdialog')).toHaveAccessibleDescription(
      'Your unsaved edits in 1 row go, too.',
    );
    // The question holds nobody: what is edited while it stands is told, too.
    await type(2, 'Title', 'Mine too');
    expect(screen.getByRole('alertdialog')).toHaveAccessibleDescription(
      'Your unsaved edits in 2 rows go, too.',
    );
    await user.click(screen.getByText('Delete: 2 rows?'));
    await user.keyboard('{Escape}');
    expect(button('Delete')).toHaveFocus();
    await user.click(button('Mark as read'));
    expect(screen.getByRole('alertdialog', { name: 'Mark as read: 2 rows?' })).not.toHaveAttribute(
      'aria-describedby',
    );
  });

  it('C45: names who deleted a row, not who saved it last', async () => {
    const { user, type, desks, mine, button, told, state } = await openTable({ actions });
    await desks(2, { price: 5 });
    await type(2, 'Title', 'Mine');
    await user.click(choose('Mine'));
    await mine.remove({ base: await mine.get('2') });
    await user.click(button('Publish'));
    await told('1 changed since you selected it “Story 2” (your other tab).');
    expect(state(2)).toContain('Deleted by your other tab');
  });

  it('C45: names three of many that others changed', async () => {
    const { user, desks, button, told, stored } = await openTable({ actions });
    await user.click(screen.getByRole('checkbox', { name: 'Select all rows shown' }));
    for (const id of [1, 2, 3, 4, 5]) await desks(id, { title: `Their ${id}, too` });
    await user.click(button('Publish'));
    await told(
      /5 changed since you selected them “Their 1, too” \(Desk\), “Their 2, too” \(Desk\), “Their 3, too” \(Desk\) and 2 more. Nothing was done to them./,
    );
    expect((await stored(1)).isFeatured).toBe(false);
  });

  it('C45: says who has locked what it left, and of no edits', async () => {
    const { user, desk, button, told, tell } = await openTable({ actions });
    await user.click(choose('Story 1'));
    await user.click(choose('Story 2'));
    await desk.lock('2').take({ mode: 'enforced' });
    await user.click(button('Publish'));
    await told('Publish: 1 row done, 1 left as it was “Story 2”: Locked by Desk');
    expect(tell()).not.toContain('Your changes');
  });

  it('C45: says of what it left why that is', async () => {
    const { user, button, told, stored } = await openTable({
      actions,
      newRow: () => ({
        title: 'Newer',
        section: 'city',
        price: 1,
        publishOn: '',
        isFeatured: false,
        author: '',
      }),
    });
    await user.click(button('Add row'));
    await user.click(choose('Story 1'));
    await user.click(choose('Newer'));
    await user.click(button('Publish'));
    await told(/Publish: 1 row done, 1 left as it was “Newer”: It is not saved yet./);
    expect((await stored(1)).isFeatured).toBe(true);
  });

  it('C46: all that match is checked by what is there now, also after a save of one’s own', async () => {
    const page = await openTable({ actions, count: 150, query: { sort: ['price'], limit: 100 } });
    const { user, type, save, button, told, stored } = page;
    await type(1, 'Title', 'Mine');
    await save();
    await told('1 saved');
    await chooseAllThatMatch(page);
    await user.click(button('Publish'));
    await told('Publish: 150 rows done');
    expect(await stored(1)).toMatchObject({ title: 'Mine', isFeatured: true });
  });

  it('C48: asks before it deletes all that match, as they were when it asked', async () => {
    const page = await openTable({ actions, count: 150, query: { sort: ['price'], limit: 100 } });
    const { user, button, desks, told, desk } = page;
    const askToDeleteAll = async () => {
      await chooseAllThatMatch(page);
      await user.click(button('Delete'));
      expect(screen.getByRole('alertdialog', { name: 'Delete: all that match?' })).toBeVisible();
    };
    await askToDeleteAll();
    await desks(149, { title: 'Theirs' });
    await user.click(button('Delete: all'));
    await told(/All that match, without a check for changes\? Rows were changed/);
    expect((await desk.list({ limit: 1 })).items).toHaveLength(1);
    await user.click(button('Delete: all'));
    await told('Delete: 150 rows done');
  });

  it('C46: all that match is checked by the list token; where it has moved, a person decides', async () => {
    const page = await openTable({ actions, count: 300, query: { sort: ['price'], limit: 100 } });
    const { user, desks, button, told, stored } = page;
    await chooseAllThatMatch(page);
    await desks(299, { title: 'Theirs' });
    await user.click(button('Publish'));
    await told(/All that match, without a check for changes\? Rows were changed/);
    expect((await stored(299)).isFeatured).toBe(false);
    await user.click(button('Publish: all'));
    await told('Publish: 300 rows done');
    expect((await stored(299)).isFeatured).toBe(true);
  });

  it('C47: all that match are meant no longer once a row is left out', async () => {
    const { user, button, told, stored, rowOf } = await openTable({
      actions,
      count: 150,
      query: { sort: ['price'], limit: 100 },
    });
    await user.click(screen.getByRole('checkbox', { name: 'Select all rows shown' }));
    await user.click(button('Select all that match'));
    await user.click(choose('Story 1'));
    expect(screen.getByText('99 selected')).toBeVisible();
    await user.click(button('Publish'));
    await told('Publish: 99 rows done');

    expect((await stored(1)).isFeatured).toBe(false);
    expect((await stored(149)).isFeatured).toBe(false);
    expect(rowOf(1)).toContainElement(document.activeElement as HTMLElement);
  });

  it('C46: without a list token a person decides, and goes back where they would rather not', async () => {
    const native = nativeDialect();
    const readPage = <T,>(answer: WireAnswer) => {
      const page = native.readPage<T>(answer);
      return page && { items: page.items, next: page.next };
    };
    const { user, button, told, stored } = await openTable({
      actions,
      count: 300,
      query: { sort: ['price'], limit: 100 },
      resource: { dialect: { ...native, readPage } },
    });
    const choose = async () => {
      await user.click(screen.getByRole('checkbox', { name: 'Select all rows shown' }));
      await user.click(button('Select all that match'));
      await user.click(button('Publish'));
      await told(/All that match, without a check for changes\? The list is too long/);
    };
    await choose();
    await user.click(button('Go back'));
    await told('');
    expect(screen.queryByRole('button', { name: 'Publish: all' })).not.toBeInTheDocument();
    expect((await stored(1)).isFeatured).toBe(false);
    await choose();
    await user.click(button('Publish: all'));
    await told('Publish: 300 rows done');
  });

  it('F19: says that no answer came, and asks again what was done', async () => {
    const { user, button, told, lose } = await openTable({ actions, resource: { retries: 0 } });
    await user.click(choose('Story 1'));
    lose(2);
    await user.click(button('Delete'));
    await user.click(button('Delete: 1 row'));
    await told('No answer about 1 row. It may be done already.');
    await user.click(button('Try again'));
    await told('Delete: 1 row done');
    expect(screen.queryByText('Story 1')).not.toBeInTheDocument();
  });

  it('C52: every text of the table is there in German', async () => {
    expect(Object.keys(germanTableMessages)).toEqual(Object.keys(tableMessages));
    const { grid } = await openTable({
      provider: { messages: { ...germanMessages, ...germanTableMessages } },
    });
    expect(screen.getByRole('columnheader', { name: 'Stand' })).toBeVisible();
    expect(grid.closest('.nc-table')?.textContent).not.toMatch(
      /\b(Showing|Save|Discard|Undo|State|Select)\b/,
    );
  });
});

describe('pages of rows', () => {
  it('reads the next page when the end comes into sight, and says so in the counts', async () => {
    const { grid, scroller, requests } = await openTable({
      count: 250,
      query: { sort: ['price'], limit: 100 },
    });
    expect(grid).toHaveAttribute('aria-rowcount', '-1');
    const reads = () => requests.filter((request) => request.startsWith('GET')).length;
    const before = reads();
    scroller.scrollTo({ top: 100 * 44 });
    await expect.poll(reads).toBe(before + 1);
    await expect
      .poll(() => {
        scroller.scrollTo({ top: 400 * 44 });
        return grid.ariaRowCount;
      })
      .toBe('251');
  });

  it('says that nothing is there', async () => {
    await openTable({ count: 0 });
    expect(await screen.findByText('Nothing here yet.')).toBeVisible();
  });

  it('says that reading failed, and reads again', async () => {
    let isDown = true;
    const { checker, mine } = await openStories(1);
    const { pathname } = new URL(mine.url);
    const stories = createResource<Story>({
      url: mine.url,
      retries: 0,
      fetch: (request) =>
        isDown
          ? Promise.reject(new TypeError('No way through.'))
          : checker.fetch(request, { basePath: pathname.replace('/stories', '') }),
    });
    const { user } = renderPage(
      <EditableTable label="Stories" resource={stories} columns={[{ field: 'title' }]} />,
    );
    const readAgain = async () => {
      expect(await screen.findByText('The rows could not be read.')).toBeVisible();
      isDown = false;
      await user.click(screen.getByRole('button', { name: 'Try again' }));
      await expect.poll(() => screen.queryByText('The rows could not be read.')).not.toBeInTheDocument();
      expect(await screen.findByText('Story 1')).toBeVisible();
    };
    await readAgain();
    isDown = true;
    await user.click(screen.getByRole('columnheader', { name: 'Title' }));
    await readAgain();
  });
});
