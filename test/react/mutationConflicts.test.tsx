import { act, screen, waitFor, within } from '@testing-library/react';
import { isConflictError, type Versioned } from 'noclobber';
import { useDrafts } from 'noclobber/form';
import { ConflictDialog, useVersionedMutation, type NoClobberProviderProps } from 'noclobber/react';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

type Write = (write: {
  base: Versioned<Article>;
  mine: Article | null;
}) => Promise<Versioned<Article> | null>;

/** A page that writes a record which the desk has changed since it was read. */
async function openStale(props: NoClobberProviderProps = {}) {
  const newsroom = await openNewsroom();
  const base = await newsroom.mine.get('1');
  await externalEdit(newsroom.desk, '1', (article) => ({ ...article, title: 'Theirs' }));
  const seen: { write?: Write } = {};
  function Page({ onRender }: { readonly onRender: (write: Write) => void }) {
    onRender(useVersionedMutation(newsroom.mine).mutateAsync);
    const { discarded } = useDrafts();
    return <p data-testid="discarded">{discarded.map(({ mine }) => (mine as Article).title).join()}</p>;
  }
  const { user } = renderPage(<Page onRender={(write) => (seen.write = write)} />, {
    userId: 'You',
    ...props,
  });
  const write = (mine: Article | null, from = base) => {
    const done = seen.write?.({ base: from, mine }).catch((thrown: unknown) => thrown);
    return act(async () => done);
  };
  return { ...newsroom, user, base, write };
}

describe('a mutation that meets a conflict', () => {
  it.each(['Discard mine', 'Keep editing'])('keeps a copy where the answer is “%s”', async (answer) => {
    const { user, write, desk } = await openStale({ conflictDialog: ConflictDialog });
    const done = write({ ...harbour, title: 'Mine' });
    await user.click(await screen.findByRole('button', { name: answer }));
    expect(isConflictError(await done)).toBe(true);
    await waitFor(() => expect(screen.getByTestId('discarded')).toHaveTextContent('Mine'));

    expect((await desk.get('1')).value.title).toBe('Theirs');
  });

  it('asks before it deletes what others changed, and deletes what was shown', async () => {
    const asked: unknown[] = [];
    const { write, mine } = await openStale({
      onConflict: async (conflict, { isDelete }) => {
        asked.push([conflict.kind, isDelete]);
        return 'delete';
      },
    });

    expect(await write(null)).toBeNull();
    expect(asked).toEqual([['modified', true]]);
    await expect(mine.get('1')).rejects.toMatchObject({ status: 410 });
  });

  it('deletes nothing where nobody says so', async () => {
    const { write, desk } = await openStale({ onConflict: async (conflict) => conflict.mine });

    expect(isConflictError(await write(null))).toBe(true);
    expect((await desk.get('1')).value.title).toBe('Theirs');
  });

  it('shows before a delete what others changed, asks again where that changed too, and deletes what was shown', async () => {
    const { user, write, desk } = await openStale({ conflictDialog: ConflictDialog });
    const done = write(null);
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete this article all the same?' });
    expect(within(dialog).getByRole('listitem')).toHaveTextContent('Theirs');
    expect(dialog).toHaveAccessibleDescription(/^Desk saved this article/);
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    await user.click(within(dialog).getByRole('button', { name: 'Delete the article' }));
    await waitFor(() => expect(within(dialog).getAllByRole('listitem')).toHaveLength(2));
    expect((await desk.get('1')).value.price).toBe(210);
    await user.click(within(dialog).getByRole('button', { name: 'Delete the article' }));

    expect(await done).toBeNull();
    expect(dialog).not.toBeInTheDocument();
    await expect(desk.get('1')).rejects.toMatchObject({ status: 410 });
  });

  it('deletes nothing where the answer is no, and fails with the conflict', async () => {
    const { user, write, desk } = await openStale({ conflictDialog: ConflictDialog });
    const done = write(null);
    await user.click(await screen.findByRole('button', { name: 'Keep the article' }));

    expect(isConflictError(await done)).toBe(true);
    expect((await desk.get('1')).value.title).toBe('Theirs');
  });

  it('is done where others deleted it already', async () => {
    const { write, desk } = await openStale();
    await desk.remove({ base: await desk.get('1') });

    expect(await write(null)).toBeNull();
  });
});
