import { screen, waitFor } from '@testing-library/react';
import type { Resource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import {
  ConflictDialog,
  EditorsBar,
  LockBadge,
  LockNotice,
  useEditLock,
  useEditors,
  useLiveChanges,
} from 'noclobber/react';
import { EditableTable } from 'noclobber/table';
import { describe, expect, it } from 'vitest';
import { harbour, type Article } from '../newsroom.js';
import { openPlainServer } from './plainServer.js';
import { renderPage } from './renderPage.js';

interface PageProps {
  readonly articles: Resource<Article>;
}

function Form({ articles }: PageProps) {
  useLiveChanges(articles);
  const lock = useEditLock(articles, '1', { mode: 'enforced', takeOn: 'mount' });
  const form = useVersionedForm(articles, '1', { lock, draft: false });
  const editors = useEditors(articles, '1', { isEditing: form.unsaved.length > 0 });
  return (
    <form onSubmit={form.save} {...editors.tracking}>
      <p data-testid="state">{`${form.status}, ${lock.status}`}</p>
      <LockBadge lock={lock} />
      <LockNotice lock={lock} resource={articles} />
      <EditorsBar editors={editors} resource={articles} />
      <input aria-label="Title" {...form.register('title')} />
      <textarea aria-label="Body" {...form.register('body')} />
      <button>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

function Table({ articles }: PageProps) {
  useLiveChanges(articles);
  const columns = [{ field: 'title' }, { field: 'body' }] as const;
  return <EditableTable label="Articles" resource={articles} columns={columns} hasLocks />;
}

const look = () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));

describe('against a server that knows GET and PUT with ETags only', () => {
  it('a form has no lock and nobody beside it, and a look at the page asks whether there is something new', async () => {
    const { articles, asked, change, stored } = openPlainServer();
    const { user } = renderPage(<Form articles={articles} />, { userId: 'You' });
    const state = () => screen.getByTestId('state').textContent;
    await expect.poll(state).toBe('ready, none');
    await user.type(screen.getByRole('textbox', { name: 'Title' }), '!');
    asked.length = 0;
    look();
    await expect.poll(() => asked).toEqual(['GET /articles/1 "v1"']);
    change({ body: 'Theirs' });
    look();
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Body' })).toHaveValue('Theirs'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await expect.poll(state).toBe('saved, none');

    expect(stored()).toMatchObject({ title: `${harbour.title}!`, body: 'Theirs' });
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(asked.at(-1)).toBe('PUT /articles/1 "v2"');
    expect(asked.filter((request) => /lock|editors|events/.test(request))).toEqual([]);
  });

  it('a form that was not looked at meets the conflict when it saves', async () => {
    const { articles, change, stored } = openPlainServer();
    const { user } = renderPage(<Form articles={articles} />, { userId: 'You' });
    await expect.poll(() => screen.getByTestId('state').textContent).toBe('ready, none');
    await user.type(screen.getByRole('textbox', { name: 'Title' }), '!');
    change({ title: 'Theirs' });
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByRole('dialog', { name: 'Someone else changed this article' })).toBeVisible();
    expect(stored().title).toBe('Theirs');
  });

  it('a table has no locks, follows when it is looked at, and saves each row over its own version only', async () => {
    const { articles, asked, change, stored } = openPlainServer();
    const { user } = renderPage(<Table articles={articles} />, { userId: 'You' });
    const cellOf = (text: string) => screen.findByText(text);
    await user.dblClick(await cellOf(harbour.title));
    await user.keyboard('Mine{Enter}');
    change({ body: 'Theirs' });
    look();
    await cellOf('Theirs');
    const save = () => user.click(screen.getByRole('button', { name: 'Save 1 change' }));
    await save();
    await waitFor(() => expect(stored()).toMatchObject({ title: 'Mine', body: 'Theirs' }));
    await user.dblClick(await cellOf('Theirs'));
    await user.keyboard('{Control>}a{/Control}Mine too{Enter}');
    change({ body: 'Theirs again' });
    await save();
    await screen.findByText('Needs you');

    expect(stored().body).toBe('Theirs again');
    expect(asked.filter((request) => /lock|editors|events/.test(request))).toEqual([]);
  });
});
