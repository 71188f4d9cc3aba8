import { screen } from '@testing-library/react';
import { useBulkAction, useVersionedList, type BulkNotice } from 'noclobber/react';
import type { Resource } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { openStories, type Story } from '../components/table/stories.js';
import { renderPage } from './renderPage.js';

/** A list of one's own: its first two stories can be published, or all of them. */
function List({ stories, action }: { readonly stories: Resource<Story>; readonly action: string }) {
  const { items, data } = useVersionedList(stories, { sort: ['price'], isSigned: true });
  const { run, runOnAll, isRunning, notice } = useBulkAction(stories, action);
  return (
    <>
      <button disabled={isRunning} onClick={() => void run(items.slice(0, 2))}>
        The first two
      </button>
      <button onClick={() => void runOnAll({ where: {}, listToken: data?.listToken })}>All</button>
      <p role="status">{notice && told(notice)}</p>
      {notice && 'goOn' in notice && <button onClick={notice.goOn}>Go on</button>}
      {notice?.kind === 'unanswered' && <button onClick={notice.retry}>Try again</button>}
      {items.map(({ value }) => (
        <p key={value.id}>{`${value.title}${value.isFeatured ? ', featured' : ''}`}</p>
      ))}
    </>
  );
}

function told(notice: BulkNotice): string {
  switch (notice.kind) {
    case 'acted':
      return `${notice.done} done, moved: ${notice.moved.join(' ') || 'none'}, ${notice.refused} refused`;
    case 'unchecked':
      return `Without a check? ${notice.reason}`;
    case 'unanswered':
      return `No answer about ${notice.rows ?? 'all'}`;
    case 'failed':
      return notice.error.name;
  }
}

async function openList(action = 'publish') {
  const newsroom = await openStories(3);
  const { user } = renderPage(<List stories={newsroom.mine} action={action} />, { userId: 'You' });
  await screen.findByText('Story 1');
  return {
    ...newsroom,
    press: (name: string) => user.click(screen.getByRole('button', { name })),
    featured: async () => (await newsroom.desk.list()).items.filter(({ value }) => value.isFeatured).length,
  };
}

describe('useBulkAction', () => {
  it('C45, C47: runs on the records that nobody changed, shows what others did, and then goes on with those, too', async () => {
    const { press, desks, stored } = await openList();
    await desks(1, { title: 'Theirs' });
    await press('The first two');
    await screen.findByText('1 done, moved: 1, 0 refused');
    await screen.findByText('Theirs');
    expect([(await stored(1)).isFeatured, (await stored(3)).isFeatured]).toEqual([false, false]);
    await press('Go on');
    await screen.findByText('1 done, moved: none, 0 refused');
    await screen.findByText('Theirs, featured');
  });

  it('C46: runs on all that match by the list token, and asks where the list has moved', async () => {
    const { press, desks, featured } = await openList();
    await desks(1, { title: 'Theirs' });
    await press('All');
    await screen.findByText('Without a check? moved');
    expect(await featured()).toBe(1);
    await press('Go on');
    await screen.findByText('3 done, moved: none, 0 refused');
    expect(await featured()).toBe(3);
  });

  it('does nothing twice where the answer is lost', async () => {
    const { press, lose, stored, desk } = await openList();
    lose();
    await press('The first two');
    await screen.findByText('2 done, moved: none, 0 refused');
    expect((await stored(1)).isFeatured).toBe(true);
    expect((await desk.get('1')).change?.version).toBe('2');
  });

  it('deletes, and takes what is deleted out of the list', async () => {
    const { press } = await openList('remove');
    await press('The first two');
    await screen.findByText('2 done, moved: none, 0 refused');
    await expect.poll(() => screen.queryByText('Story 1')).not.toBeInTheDocument();
    expect(screen.getByText('Story 3')).toBeVisible();
  });

  it('says what the server refused as a whole', async () => {
    const { press } = await openList('burn');
    await press('All');
    expect(await screen.findByText('0 done, moved: none, 1 refused')).toBeVisible();
  });
});
