import { act, waitFor } from '@testing-library/react';
import type { Resource } from 'noclobber';
import { useSaveQueue, type SaveQueue } from 'noclobber/form';
import { describe, expect, it } from 'vitest';
import { nextOrder, putSave, type QueuedSave } from '../../src/client/index.js';
import { openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface ListProps {
  readonly articles: Resource<Article>;
  readonly onRender: (queue: SaveQueue) => void;
}

function List({ articles, onRender }: ListProps) {
  onRender(useSaveQueue([articles]));
  return null;
}

/** A list of saves, with one in it that the queue could not save. */
async function openList(articles: Resource<Article>, state: QueuedSave['state']) {
  const base = await articles.get('1');
  await putSave({
    userId: 'You',
    url: articles.url,
    id: '1',
    form: 'a form that was closed',
    order: nextOrder(0),
    state,
    base,
    mine: { ...base.value, title: 'Mine' },
    isForced: false,
    isReplacement: false,
    idempotencyKey: 'a-key-of-this-save-0001',
  });
  const seen: { queue?: SaveQueue } = {};
  renderPage(<List articles={articles} onRender={(queue) => (seen.queue = queue)} />, { userId: 'You' });
  await waitFor(() => expect(seen.queue?.unresolved).toHaveLength(1));
  return () => {
    if (!seen.queue) throw new Error('The list was not rendered.');
    return seen.queue;
  };
}

describe('a list of queued saves', () => {
  it('F8: says of a save that was refused that a form has to go on from it', async () => {
    const { mine } = await openNewsroom();
    const queue = await openList(mine, 'refused');

    expect(queue().unresolved[0]?.next).toBe('recover');
  });

  it('F8: tells why a review failed, and keeps its save', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    const signedOut = articlesOf('You', {
      fetch: async (request) =>
        request.method === 'GET' ? fetch(request) : Response.json({ title: 'Sign in' }, { status: 401 }),
    });
    const queue = await openList(signedOut, 'conflict');
    const [save] = queue().unresolved;
    if (save?.next !== 'review') throw new Error('It can be reviewed.');
    act(() => queue().review(save));
    await waitFor(() => expect(queue().error).toMatchObject({ status: 401 }));

    expect(queue().unresolved).toHaveLength(1);
  });
});
