import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { externalEdit } from 'noclobber/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { harbour, openNewsroom } from '../newsroom.js';
import { ArticleForm } from './readme.example.js';

afterEach(() => vi.unstubAllGlobals());

describe('the README’s example', () => {
  it('merges, asks and saves', async () => {
    const { checker, desk } = await openNewsroom();
    vi.stubGlobal('fetch', (request: Request) => checker.fetch(request, { basePath: '/api' }));
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ArticleForm id="1" />
      </QueryClientProvider>,
    );
    const user = userEvent.setup();
    const title = screen.getByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(title).toHaveValue(harbour.title));
    await user.type(title, '!');
    await externalEdit(desk, '1', (article) => ({ ...article, body: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved, merged with Desk’s changes.')).toBeVisible();

    await user.type(title, '?');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(async () =>
      expect((await desk.get('1')).value).toMatchObject({ title: `${harbour.title}!?`, body: 'Theirs' }),
    );
  });
});
