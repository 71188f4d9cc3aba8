import { act, screen, waitFor, within } from '@testing-library/react';
import { dropAnswer, externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { recordKey } from 'noclobber';
import { harbour, openNewsroom } from '../newsroom.js';
import { renderForm } from './ArticleForm.js';

const title = () => screen.getByRole('textbox', { name: 'Title' });
const price = () => screen.getByRole('spinbutton', { name: 'Price' });
const save = () => screen.getByRole('button', { name: 'Save' });
const status = (expected: string) =>
  waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent(expected));
const unsaved = () => screen.getByTestId('unsaved').textContent;

describe('useVersionedForm', () => {
  it('fills the form, saves what was typed and starts from the answer', async () => {
    const { mine, desk } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');
    expect(title()).toHaveValue(harbour.title);

    await user.type(title(), '!');
    expect(unsaved()).toBe('title');
    await user.click(save());
    await status('saved');
    expect(unsaved()).toBe('');
    await user.type(title(), '!');
    await status('ready');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!!`);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('counts as unsaved what differs, not what was touched', async () => {
    const { mine } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');

    await user.type(title(), '!');
    expect(unsaved()).toBe('title');
    await user.type(title(), '{Backspace}');
    expect(unsaved()).toBe('');
  });

  it('keeps fields that the form does not show', async () => {
    const { mine } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    await user.click(save());
    await status('saved');

    expect((await mine.get('1')).value).toEqual({ ...harbour, title: `${harbour.title}!` });
  });

  it('lets untouched fields follow others and leaves typed ones alone, before and after Save', async () => {
    const { mine, desk } = await openNewsroom();
    const { user, queryClient } = renderForm(mine);
    await status('ready');
    await user.type(title(), ' now');

    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs', price: 210 }));
    await queryClient.invalidateQueries({ queryKey: recordKey(mine, '1') });
    await waitFor(() => expect(price()).toHaveValue(210));
    expect(title()).toHaveValue(`${harbour.title} now`);
    expect(screen.getByText(/^Updated by Desk/)).toBeVisible();
    expect(screen.getByText('Desk changed this too.')).toBeVisible();
    expect(unsaved()).toBe('title');

    await user.click(save());
    const dialog = await screen.findByRole('dialog', { name: 'Someone else changed this article' });
    expect(within(dialog).getAllByRole('radiogroup')).toHaveLength(1);
    expect((await desk.get('1')).value.title).toBe('Theirs');
  });

  it('says that a field was changed by others too, even where nothing else of theirs is new', async () => {
    const { mine, desk } = await openNewsroom();
    const { user, queryClient } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await queryClient.invalidateQueries({ queryKey: recordKey(mine, '1') });

    await user.click(await screen.findByRole('button', { name: 'See their change' }));
    expect(screen.getByText('Theirs')).toBeVisible();
    expect(title()).toHaveValue(`${harbour.title}!`);
  });

  it('takes theirs where an edit that both had made was taken back by hand', async () => {
    const { mine, desk } = await openNewsroom();
    const { user, queryClient } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await queryClient.invalidateQueries({ queryKey: recordKey(mine, '1') });
    await screen.findByText('Desk changed this too.');
    await user.type(title(), '{Backspace}');
    await user.click(save());

    await waitFor(() => expect(title()).toHaveValue('Theirs'));
    expect((await desk.get('1')).token).toBe(theirs.token);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('discards what was typed in favour of what is saved now, and takes that back', async () => {
    const { mine, desk } = await openNewsroom();
    const { user, form, queryClient } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await queryClient.invalidateQueries({ queryKey: recordKey(mine, '1') });
    await screen.findByText('Desk changed this too.');
    act(() => form().discard());
    expect(title()).toHaveValue('Theirs');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));

    expect(title()).toHaveValue(`${harbour.title}!`);
    await user.click(save());
    expect(await screen.findByRole('dialog', { name: 'Someone else changed this article' })).toBeVisible();
  });

  it('does not say "saved" where there was nothing to save', async () => {
    const { mine } = await openNewsroom();
    const { form } = renderForm(mine);
    await status('ready');
    await act(async () => expect(await form().save()).toBe(true));

    expect(form().status).toBe('ready');
  });

  it('merges others’ edits of other fields, says so, and gives them up again on Undo', async () => {
    const { mine, desk } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));

    await user.click(save());
    expect(await screen.findByText('Saved, merged with Desk’s changes.')).toBeVisible();
    expect(screen.getByText('Price came from them.')).toBeVisible();
    expect(price()).toHaveValue(210);
    expect((await desk.get('1')).value).toMatchObject({ title: `${harbour.title}!`, price: 210 });

    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Undone: Desk’s version is saved again.')).toBeVisible();
    expect((await desk.get('1')).value).toEqual({ ...harbour, price: 210 });
    expect(title()).toHaveValue(`${harbour.title}!`);
    expect(unsaved()).toBe('title');
  });

  it('keeps what was typed after a merge when the merge is undone', async () => {
    const { mine, desk } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    await user.click(save());
    await screen.findByText('Saved, merged with Desk’s changes.');
    await user.type(screen.getByRole('textbox', { name: 'Body' }), ' Typed since.');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Undone: Desk’s version is saved again.');

    expect(title()).toHaveValue(`${harbour.title}!`);
    expect(screen.getByRole('textbox', { name: 'Body' })).toHaveValue(`${harbour.body} Typed since.`);
    expect(unsaved()).toBe('title body');
  });

  it('says so when others had made the very same change', async () => {
    const { mine, desk } = await openNewsroom();
    const { user } = renderForm(mine);
    await status('ready');
    await user.type(title(), '!');
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: `${harbour.title}!` }));
    await user.click(save());

    expect(await screen.findByText('Desk had already made the same change.')).toBeVisible();
    expect((await desk.get('1')).token).toBe(theirs.token);
  });

  it('keeps what is typed while a save is on its way, unsaved', async () => {
    const { articlesOf, fetch, desk } = await openNewsroom();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const slow = articlesOf('You', {
      async fetch(request) {
        if (request.method === 'PATCH') await held;
        return fetch(request);
      },
    });
    const { user } = renderForm(slow);
    await status('ready');
    await user.type(title(), ' A');
    await user.click(save());
    await status('saving');
    await user.type(title(), 'B');
    letGo();

    await status('ready');
    expect(title()).toHaveValue(`${harbour.title} AB`);
    expect(unsaved()).toBe('title');
    expect((await desk.get('1')).value.title).toBe(`${harbour.title} A`);
    await user.click(save());
    await status('saved');
    expect((await desk.get('1')).value.title).toBe(`${harbour.title} AB`);
  });

  it('loses nothing when no answer comes, and saves once when asked again', async () => {
    const { articlesOf, fetch, desk } = await openNewsroom();
    const { user } = renderForm(articlesOf('You', { fetch: dropAnswer(fetch), retries: 0 }));
    await status('ready');
    await user.type(title(), '!');
    await user.click(save());
    expect(await screen.findByText('No answer from the server.')).toBeVisible();
    expect(title()).toHaveValue(`${harbour.title}!`);

    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await status('saved');
    expect((await desk.get('1')).change?.version).toBe('2');
  });

  it('creates a new record, then edits it', async () => {
    const { mine, desk } = await openNewsroom();
    const ids: string[] = [];
    const { user } = renderForm(mine, null, {
      defaultValues: { title: '', body: '', price: null, tags: [] },
      onSaved: ({ value }) => ids.push(value.id),
    });
    await user.type(title(), 'Fish prices fall');
    await user.click(save());
    await status('saved');
    await user.type(title(), ' again');
    await user.click(save());
    await waitFor(() => expect(ids).toHaveLength(2));

    expect(ids[0]).toBe(ids[1]);
    expect((await desk.get(ids[0] ?? '')).value).toMatchObject({
      title: 'Fish prices fall again',
      price: null,
    });
  });

  it('creates one record when the answer to the first save is lost', async () => {
    const { articlesOf, fetch, desk } = await openNewsroom();
    const { user } = renderForm(articlesOf('You', { fetch: dropAnswer(fetch), retries: 0 }), null, {
      defaultValues: { title: '', body: '', price: null, tags: [] },
    });
    await user.type(title(), 'Fish');
    await user.click(save());
    await status('error');
    await user.type(title(), ' prices');
    await user.click(save());
    await status('saved');

    const { items } = await desk.list();
    expect(items.map(({ value }) => value.title).toSorted()).toEqual(['Fish prices', harbour.title]);
  });

  it('is saved whatever the app makes of that', async () => {
    const { mine } = await openNewsroom();
    const thrown: unknown[] = [];
    const note = (event: ErrorEvent) => {
      event.preventDefault();
      thrown.push(event.error);
    };
    window.addEventListener('error', note, { once: true });
    const { user } = renderForm(mine, '1', {
      onSaved: () => {
        throw new Error('a fault of the app');
      },
    });
    await status('ready');
    await user.type(title(), '!');
    await user.click(save());
    await status('saved');
    await waitFor(() => expect(thrown).toHaveLength(1));
  });

  it('does not save what is not valid, and shows what the server found on its field', async () => {
    const { mine, desk } = await openNewsroom();
    const { user, form } = renderForm(mine);
    await status('ready');
    await user.clear(title());
    await user.click(save());
    expect(await screen.findByRole('alert')).toHaveTextContent('A title is needed');

    form().setValue('title', 'a\0b');
    await user.click(save());
    await status('error');
    expect(screen.getByRole('alert')).not.toHaveTextContent('A title is needed');
    expect((await desk.get('1')).value.title).toBe(harbour.title);
  });

  it('says when a record can not be read', async () => {
    const { mine } = await openNewsroom();
    const { form } = renderForm(mine, 'missing');
    await status('error');

    expect(form().error).toMatchObject({ name: 'ResponseError', status: 404 });
  });
});
