import { screen, waitFor } from '@testing-library/react';
import { externalEdit } from 'noclobber/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { harbour, openNewsroom } from '../newsroom.js';
import { NoteForm } from './autosave.example.js';
import { renderPage } from './renderPage.js';

afterEach(() => vi.unstubAllGlobals());

describe('the recipe for saving by itself', () => {
  it('saves when nobody types, pauses while a conflict is open, and goes on after it', async () => {
    const { checker, desk } = await openNewsroom();
    const writes: string[] = [];
    vi.stubGlobal('fetch', (request: Request) => {
      if (request.method !== 'GET') writes.push(request.method);
      return checker.fetch(request, { basePath: '/api' });
    });
    const { user } = renderPage(<NoteForm id="1" afterMs={200} />);
    const title = screen.getByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(title).toHaveValue(harbour.title));
    await user.type(title, '!');
    await waitFor(async () => expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`));

    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.type(title, '?');
    await screen.findByRole('dialog');
    const asked = writes.length;
    await user.click(screen.getByRole('button', { name: 'Keep editing' }));
    await user.type(title, '?');
    // Twice the time after which it would save.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(writes).toHaveLength(asked);
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(async () => expect((await desk.get('1')).value.title).toBe(`${harbour.title}!??`));
    await user.type(title, '.');

    await waitFor(async () => expect((await desk.get('1')).value.title).toBe(`${harbour.title}!??.`));
  });
});
