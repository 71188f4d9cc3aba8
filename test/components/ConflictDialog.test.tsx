import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { externalEdit } from 'noclobber/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderForm } from '../react/ArticleForm.js';

type Newsroom = Awaited<ReturnType<typeof openNewsroom>>;

const dialog = () => screen.getByRole('dialog');
const field = (name: string) => within(dialog()).getByRole('group', { name });
const radio = (group: string, name: string) => within(field(group)).getByRole('radio', { name });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

/** Types a title, lets Desk change the record, saves, and waits for the dialog. */
async function meetConflict({ mine, desk }: Newsroom, theirs: Partial<Article> = { title: 'Theirs' }) {
  const shown = renderForm(mine);
  const title = screen.getByRole('textbox', { name: 'Title' });
  await waitFor(() => expect(title).toHaveValue(harbour.title));
  await shown.user.clear(title);
  await shown.user.type(title, 'Mine');
  await externalEdit(desk, '1', (article) => ({ ...article, ...theirs }));
  await shown.user.click(button('Save'));
  await screen.findByRole('dialog');
  return { ...shown, title };
}

describe('ConflictDialog', () => {
  beforeAll(() => page.viewport(1280, 800));

  it('opens with nothing chosen, theirs left and mine right, and waits until all is', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom);

    expect(dialog()).toHaveAccessibleName('Someone else changed this article');
    expect(dialog()).toHaveAccessibleDescription(/^Your changes are safe\. Desk saved this article at /);
    const radios = within(field('Title')).getAllByRole('radio');
    expect(radios.map((option) => option.closest('label')?.textContent)).toEqual([
      'Their change',
      'Your change',
      'Edit',
    ]);
    for (const option of radios) expect(option).not.toBeChecked();
    expect(radios[0]).toHaveAccessibleDescription(/^Desk, saved /);
    const [left, right] = [radios[0], radios[1]].map((option) => option?.getBoundingClientRect().left ?? 0);
    expect(left).toBeLessThan(right ?? 0);

    expect(button('Save merged')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Save merged')).toHaveAccessibleDescription('Choose for Title to save.');
    await user.click(button('Save merged'));
    expect((await newsroom.desk.get('1')).value.title).toBe('Theirs');
    expect(dialog()).toBeVisible();
  });

  it('saves mine over theirs when that is chosen, names whose work goes, and tells', async () => {
    const newsroom = await openNewsroom();
    const { user, title } = await meetConflict(newsroom, { title: 'Theirs', price: 210 });

    await user.click(radio('Title', 'Your change'));
    expect(button('Save merged')).toHaveAccessibleDescription('Overwrites Desk’s change to Title.');
    await user.click(button('Save merged'));
    await closed();

    expect((await newsroom.desk.get('1')).value).toMatchObject({ title: 'Mine', price: 210 });
    expect(title).toHaveValue('Mine');
    expect(screen.getByText('Saved over Desk’s change to Title.')).toBeVisible();
    await user.click(button('Undo'));
    await screen.findByText('Undone: Desk’s version is saved again.');
    expect((await newsroom.desk.get('1')).value).toMatchObject({ title: 'Theirs', price: 210 });
    expect(title).toHaveValue('Mine');
  });

  it('saves theirs, or a value of one’s own', async () => {
    const newsroom = await openNewsroom();
    const { user, title } = await meetConflict(newsroom);
    await user.click(radio('Title', 'Their change'));
    expect(button('Save merged')).toHaveAccessibleDescription('Keeps everything that others saved.');
    await user.click(radio('Title', 'Edit'));
    const own = within(field('Title')).getByRole('textbox', { name: 'Your own version of Title' });
    await user.clear(own);
    await user.type(own, 'Settled{Enter}');
    expect((await newsroom.desk.get('1')).value.title).toBe('Theirs');
    await user.click(button('Save merged'));
    await closed();

    expect((await newsroom.desk.get('1')).value.title).toBe('Settled');
    expect(title).toHaveValue('Settled');
  });

  it('loses nothing on Escape, and leads back', async () => {
    const newsroom = await openNewsroom();
    const { user, title } = await meetConflict(newsroom);
    dialog().dispatchEvent(new Event('cancel', { cancelable: true }));
    await closed();

    expect(title).toHaveValue('Mine');
    expect((await newsroom.desk.get('1')).value.title).toBe('Theirs');
    expect(screen.getByText('1 field still needs you.')).toBeVisible();
    await user.type(title, ' too');
    await user.click(button('Review'));
    await user.click(radio('Title', 'Your change'));
    await user.click(button('Save merged'));
    await closed();
    expect((await newsroom.desk.get('1')).value.title).toBe('Mine too');
  });

  it('keeps what was chosen and written in it while it is closed', async () => {
    const { user } = await meetConflict(await openNewsroom());
    await user.click(radio('Title', 'Edit'));
    const own = () => within(field('Title')).getByRole('textbox', { name: 'Your own version of Title' });
    await user.type(own(), ', in my own words');
    await user.click(button('Keep editing'));
    await closed();
    await user.click(button('Review'));
    await screen.findByRole('dialog');
    await user.click(button('Change the choice for Title'));

    expect(own()).toHaveValue('Mine, in my own words');
    expect(radio('Title', 'Edit')).toBeChecked();
  });

  it('follows the choice that counts: "All theirs" after an edit takes theirs', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom);
    await user.click(radio('Title', 'Edit'));
    await user.click(button('All theirs'));
    await user.click(button('Change the choice for Title'));
    expect(radio('Title', 'Their change')).toBeChecked();
    expect(radio('Title', 'Edit')).not.toBeChecked();
  });

  it('waits while a number is half typed', async () => {
    const newsroom = await openNewsroom();
    const shown = renderForm(newsroom.mine);
    const price = screen.getByRole('spinbutton', { name: 'Price' });
    await waitFor(() => expect(price).toHaveValue(180));
    await shown.user.clear(price);
    await shown.user.type(price, '195');
    await externalEdit(newsroom.desk, '1', (article) => ({ ...article, price: 210 }));
    await shown.user.click(button('Save'));
    await screen.findByRole('dialog');
    await shown.user.click(radio('Price', 'Edit'));
    const own = within(field('Price')).getByRole('textbox', { name: 'Your own version of Price' });
    await shown.user.clear(own);
    expect(radio('Price', 'Edit')).toBeChecked();
    expect(button('Save merged')).toHaveAttribute('aria-disabled', 'true');
    await shown.user.type(own, '200');
    await shown.user.click(button('Save merged'));
    await closed();

    expect((await newsroom.desk.get('1')).value.price).toBe(200);
  });

  it('gives the focus to its heading and back to where it was', async () => {
    const { user } = await meetConflict(await openNewsroom());
    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'Someone else changed this article' })).toHaveFocus(),
    );
    await user.click(button('Keep editing'));
    await closed();

    expect(button('Save')).toHaveFocus();
  });

  it('shows a new conflict when somebody saves before the choice is saved, and asks only what is new', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom);
    await externalEdit(newsroom.desk, '1', (article) => ({ ...article, title: 'Theirs again' }));
    await user.click(radio('Title', 'Your change'));
    await user.click(button('Save merged'));

    expect(await screen.findByText('Your changes and your choices are safe.')).toBeVisible();
    expect((await newsroom.desk.get('1')).value.title).toBe('Theirs again');
    expect(within(field('Title')).getByText('Theirs again')).toBeVisible();
    expect(radio('Title', 'Your change')).not.toBeChecked();
    await user.click(radio('Title', 'Your change'));
    await user.click(button('Save merged'));
    await closed();
    expect((await newsroom.desk.get('1')).value.title).toBe('Mine');
  });

  it('overwrites only after naming what is lost, and never what was not shown', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom, { title: 'Theirs', price: 210 });
    await user.click(button('Overwrite with mine…'));
    const confirm = screen.getByRole('alertdialog', { name: 'Overwrite Desk’s changes?' });
    expect(within(confirm).getByText('210')).toBeVisible();

    await externalEdit(newsroom.desk, '1', (article) => ({ ...article, title: 'Newer' }));
    await user.click(button('Save, overwriting Desk’s changes to Title and Price'));
    expect(await screen.findByText('Your changes and your choices are safe.')).toBeVisible();
    expect((await newsroom.desk.get('1')).value.title).toBe('Newer');

    await user.click(button('Overwrite with mine…'));
    await user.click(button(/^Save, overwriting Desk’s change/));
    await closed();
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect((await newsroom.desk.get('1')).value).toMatchObject({ title: 'Mine', price: harbour.price });
  });

  it('discards mine, and takes that back', async () => {
    const { user, title } = await meetConflict(await openNewsroom());
    await user.click(button('Discard mine'));
    await closed();
    expect(title).toHaveValue('Theirs');
    await user.click(button('Undo'));
    expect(title).toHaveValue('Mine');
    expect(screen.getByText('Your changes are safe, but not saved yet.')).toBeVisible();
  });

  it('tells that mine goes where all of theirs is taken, and takes that back', async () => {
    const { user, title } = await meetConflict(await openNewsroom());
    await user.click(button('All theirs'));
    await user.click(button('Save merged'));
    await closed();
    expect(title).toHaveValue('Theirs');
    expect(screen.getByText('Your version was discarded.')).toBeVisible();
    await user.click(button('Undo'));
    expect(title).toHaveValue('Mine');
  });

  it('gives the focus back to the notice that led to it', async () => {
    const { user } = await meetConflict(await openNewsroom());
    await user.click(button('Keep editing'));
    await closed();
    const notice = (await screen.findByText('Your changes are safe, but not saved yet.')).closest(
      '[role=status]',
    );
    await user.click(button('Review'));
    await screen.findByRole('dialog');
    await user.click(button('Keep editing'));
    await closed();
    await waitFor(() => expect(notice).toHaveFocus());
    await user.tab();
    expect(button('Review')).toHaveFocus();
  });

  it('folds a settled field to one line that can be opened again', async () => {
    const { user } = await meetConflict(await openNewsroom(), { title: 'Theirs' });
    await user.click(button('All theirs'));
    expect(within(field('Title')).queryByRole('radio')).not.toBeInTheDocument();
    expect(screen.getByText('All settled')).toBeVisible();
    await user.click(button('Change the choice for Title'));

    expect(radio('Title', 'Their change')).toBeChecked();
    expect(radio('Title', 'Their change')).toHaveFocus();
  });

  it('tells what merged by itself, and undoes it', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom, { title: 'Theirs', price: 210 });
    expect(screen.getByText('1 of 2 needs you')).toBeVisible();
    await user.click(screen.getByText('Merged automatically'));
    await user.click(button('Undo the merge of Price'));
    await user.click(radio('Title', 'Their change'));
    expect(button('Save merged')).toHaveAccessibleDescription('Overwrites Desk’s change to Price.');
    await user.click(button('Save merged'));
    await closed();

    expect((await newsroom.desk.get('1')).value).toMatchObject({ title: 'Theirs', price: harbour.price });
  });

  it('is worked by keyboard: to the next open choice, between choices, and to save', async () => {
    const newsroom = await openNewsroom();
    const { user } = await meetConflict(newsroom);
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(radio('Title', 'Their change')).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(radio('Title', 'Your change')).toBeChecked();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await closed();

    expect((await newsroom.desk.get('1')).value.title).toBe('Mine');
  });

  it('marks what differs in prose by ins and del, and shows what both started from', async () => {
    const newsroom = await openNewsroom();
    const shown = renderForm(newsroom.mine);
    const body = screen.getByRole('textbox', { name: 'Body' });
    await waitFor(() => expect(body).toHaveValue(harbour.body));
    shown.form().setValue('body', harbour.body.replace('four', 'five'));
    await externalEdit(newsroom.desk, '1', (article) => ({
      ...article,
      body: article.body.replace('four', 'six'),
    }));
    await shown.user.click(button('Save'));
    await screen.findByRole('dialog');

    const marks = (selector: string) =>
      [...field('Body text').querySelectorAll(selector)].map((mark) => mark.textContent);
    expect(marks('[data-side="theirs"] del')).toEqual(['four']);
    expect(marks('[data-side="theirs"] ins')).toEqual(['six']);
    expect(marks('[data-side="mine"] ins')).toEqual(['five']);
    await shown.user.click(button('Show base of Body text'));
    expect(within(field('Body text')).getByText('Base: what you both started from')).toBeVisible();
    await shown.user.click(radio('Body text', 'Keep both'));
    await shown.user.click(button('Save merged'));
    await closed();
    expect((await newsroom.desk.get('1')).value.body).toContain('six weeks');
    expect((await newsroom.desk.get('1')).value.body).toContain('five weeks');
  });

  it('copies the whole of my version', async () => {
    const { user } = await meetConflict(await openNewsroom());
    await user.click(button('Copy my version'));

    expect(await screen.findAllByText('Copied')).not.toHaveLength(0);
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain('Title: Mine');
    expect(copied).toContain('Body text: The harbour bridge');
  });

  describe('for a record that was deleted', () => {
    async function meetDeletion(newsroom: Newsroom) {
      const shown = renderForm(newsroom.mine);
      const title = screen.getByRole('textbox', { name: 'Title' });
      await waitFor(() => expect(title).toHaveValue(harbour.title));
      await shown.user.clear(title);
      await shown.user.type(title, 'Mine');
      await newsroom.desk.remove({ base: await newsroom.desk.get('1') });
      await shown.user.click(button('Save'));
      await screen.findByRole('dialog', { name: 'Someone else deleted this article' });
      return { ...shown, title };
    }

    it('brings it back with my version', async () => {
      const newsroom = await openNewsroom();
      const { user } = await meetDeletion(newsroom);
      await user.click(button('Recreate with my version'));
      await closed();

      expect((await newsroom.desk.get('1')).value).toEqual({ ...harbour, title: 'Mine' });
    });

    it('saves mine as another record', async () => {
      const newsroom = await openNewsroom();
      const { user, form } = await meetDeletion(newsroom);
      await user.click(button('Save as a copy'));
      await closed();

      const { items } = await newsroom.desk.list();
      expect(items.map(({ value }) => value)).toEqual([
        { ...harbour, id: form().record?.value.id, title: 'Mine' },
      ]);
    });

    it('lets it go, and takes that back', async () => {
      const { user, title } = await meetDeletion(await openNewsroom());
      await user.click(button('Discard mine'));
      await closed();
      expect(title).toHaveValue(harbour.title);
      expect(screen.getByText('The article stays deleted.')).toBeVisible();
      await user.click(button('Undo'));

      expect(title).toHaveValue('Mine');
      await user.click(button('Review'));
      expect(await screen.findByRole('dialog', { name: 'Someone else deleted this article' })).toBeVisible();
    });
  });

  it.each(['light', 'dark'])('has no accessibility fault in %s', async (theme) => {
    document.documentElement.dataset.theme = theme;
    const { user } = await meetConflict(await openNewsroom(), { title: 'Theirs', price: 210 });
    await user.click(screen.getByText('Merged automatically'));
    const review = await axe.run(dialog());
    await user.click(button('Overwrite with mine…'));
    const confirm = await axe.run(screen.getByRole('alertdialog'));
    delete document.documentElement.dataset.theme;

    expect(
      [...review.violations, ...confirm.violations].map(({ id, nodes }) => [
        id,
        nodes.map(({ html }) => html),
      ]),
    ).toEqual([]);
  });
});
