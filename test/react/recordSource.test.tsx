import { screen, waitFor } from '@testing-library/react';
import { type Versioned } from 'noclobber';
import { useVersionedForm, type RecordSource, type VersionedForm } from 'noclobber/form';
import { ConflictDialog, SaveNotice } from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface SourceFormProps {
  readonly source: RecordSource<Article>;
  readonly id?: string | null;
  readonly onRender?: (form: VersionedForm<Article>) => void;
}

function SourceForm({ source, id = '1', onRender }: SourceFormProps) {
  const form = useVersionedForm(source, id);
  onRender?.(form);
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={{ recordLabel: 'article', labels: {} }} />
      <p data-testid="status">{form.status}</p>
      <input aria-label="Title" {...form.register('title')} />
      <button>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

/** What an app with its own fetching has. */
async function openSource() {
  const { mine, desk } = await openNewsroom();
  const source: RecordSource<Article> = {
    name: 'articles',
    recordLabel: 'article',
    load: (id, options) => mine.get(id, options),
    save: (request) => mine.save(request),
    create: (value, options) => mine.create(value, options),
  };
  return { source, desk };
}

const status = (expected: string) =>
  waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent(expected));
const title = () => screen.getByRole('textbox', { name: 'Title' });

describe('useVersionedForm over an app’s own load and save', () => {
  it('C25: loads, saves, merges and asks', async () => {
    const { source, desk } = await openSource();
    const { user } = renderPage(<SourceForm source={source} />);
    await status('ready');
    await user.type(title(), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved, merged with Desk’s changes.')).toBeVisible();
    await user.type(title(), '?');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await status('saved');

    expect((await desk.get('1')).value).toEqual({ ...harbour, title: `${harbour.title}!?`, price: 210 });
  });

  it('creates with the app’s create, and says so where there is none', async () => {
    const { source, desk } = await openSource();
    const { user, show } = renderPage(<SourceForm key="a" source={source} id={null} />);
    await user.type(title(), 'New');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('saved');
    expect((await desk.list({ where: { title: 'New' } })).items).toHaveLength(1);
    const { create: _none, ...without } = source;
    const shown: { form?: VersionedForm<Article> } = {};
    show(<SourceForm key="b" source={without} id={null} onRender={(form) => (shown.form = form)} />);
    await user.type(title(), 'Other');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await status('error');

    expect(shown.form?.error?.message).toMatch('"articles" can\'t create records.');
    expect(title()).toHaveValue('Other');
  });

  it('C50, U22: refuses to bind a form to a record that came without its token', async () => {
    const { source } = await openSource();
    const tokenless = async (id: string) => {
      const { value } = await source.load(id);
      return { value } as Versioned<Article>;
    };
    const shown: { form?: VersionedForm<Article> } = {};
    renderPage(
      <SourceForm source={{ ...source, load: tokenless }} onRender={(form) => (shown.form = form)} />,
    );
    await status('error');

    expect(shown.form?.error?.message).toMatch('came without its version token');
  });
});
