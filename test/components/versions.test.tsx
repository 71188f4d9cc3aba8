import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { readVersionInput } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { StaleBanner, VersionBadge, VersionInput } from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { harbour, openNewsroom } from '../newsroom.js';
import { renderForm } from '../react/ArticleForm.js';

const desk = { id: 'Desk', name: 'Desk' };

describe('VersionInput', () => {
  it('C40: carries the token of what a form shows, for a post that no script sends', async () => {
    const { mine, checker } = await openNewsroom();
    const read = await mine.get('1');
    const { container } = render(
      <form>
        <VersionInput record={read} />
        <input name="title" defaultValue="Posted" />
      </form>,
    );
    const form = container.querySelector('form');
    const posted = new FormData(form ?? undefined);
    const save = () =>
      checker.update({
        resource: 'articles',
        id: '1',
        patch: { title: String(posted.get('title')) },
        token: readVersionInput(posted),
        by: desk,
      });

    expect(await save()).toMatchObject({ kind: 'saved' });
    // Posted once more from the page as it was: somebody has saved since.
    posted.set('title', 'Posted again');
    expect(await save()).toMatchObject({ kind: 'refused' });
    expect((await mine.get('1')).value.title).toBe('Posted');
  });

  it('C40: is refused with a reason where a post has no token, or something else in its place', () => {
    const reading = (...values: (string | Blob)[]) => {
      const form = new FormData();
      for (const value of values) form.append('_version', value);
      return () => readVersionInput(form);
    };
    expect(reading('vt1.a.b.c')()).toBe('vt1.a.b.c');
    for (const none of [reading(), reading('')])
      expect(none).toThrow(expect.objectContaining({ name: 'PreconditionRequiredError' }));
    for (const bad of [reading('one', 'two'), reading(new Blob(['file'])), reading('x'.repeat(3000))])
      expect(bad).toThrow(expect.objectContaining({ name: 'VersionTokenError' }));
  });

  it('C40: is empty for a record that does not exist yet, and goes by another name where one is wanted', () => {
    const { container } = render(<VersionInput record={null} name="token" />);
    const input = container.querySelector('input');
    expect(input).toHaveAttribute('type', 'hidden');
    expect(input).toHaveAttribute('name', 'token');
    expect(input).toHaveValue('');
  });
});

describe('VersionBadge', () => {
  it('C36: names the version and who made it, and never shows the token', async () => {
    const { mine, desk: other } = await openNewsroom();
    await externalEdit(other, '1', (article) => ({ ...article, price: 210 }));
    const record = {
      ...(await mine.get('1')),
      change: { by: desk, at: '2026-03-09T14:32:00Z', version: '2' },
    };
    const { container } = render(<VersionBadge record={record} />);
    expect(container).toHaveTextContent(/^Version 2 by Desk, 9 Mar 2026, /);
    expect(container.innerHTML).not.toContain(record.token);
    render(<VersionBadge record={null} />);
    expect(screen.getAllByText(/^Version/)).toHaveLength(1);
  });
});

describe('a form over a conflict', () => {
  it('C34: decides nothing by looking first: what was free when it was checked is refused by the write', async () => {
    const { mine, desk: other } = await openNewsroom();
    const { user } = renderForm(mine);
    const title = screen.getByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(title).toHaveValue(harbour.title));
    await user.type(title, '!');
    // Up to date when it was looked at; the other save comes between the look and the write.
    const looked = await mine.get('1');
    await externalEdit(other, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await screen.findByRole('dialog');
    expect(looked.value.title).toBe(harbour.title);
    expect((await other.get('1')).value.title).toBe('Theirs');
  });

  it('C35: keeps the edits and goes on from the version that was shown: no save fails for ever', async () => {
    const { mine, desk: other } = await openNewsroom();
    const { user } = renderForm(mine);
    const title = screen.getByRole('textbox', { name: 'Title' });
    await waitFor(() => expect(title).toHaveValue(harbour.title));
    await user.clear(title);
    await user.type(title, 'Mine');
    await externalEdit(other, '1', (article) => ({ ...article, title: 'Theirs' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('dialog');
    expect(title).toHaveValue('Mine');
    await user.click(await screen.findByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.type(title, ' once more');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(async () => expect((await other.get('1')).value.title).toBe('Mine once more'));
  });
});

describe('StaleBanner', () => {
  it('says who changed what, leaves the page alone, and shows the newest on demand', async () => {
    const { mine, desk: other } = await openNewsroom();
    const shown = await mine.get('1');
    const shownNewest: string[] = [];
    const banner = (latest: typeof shown) => (
      <StaleBanner
        shown={shown}
        latest={latest}
        resource={mine}
        onShow={() => shownNewest.push(latest.token)}
      />
    );
    const { rerender } = render(banner(shown));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    await externalEdit(other, '1', (article) => ({ ...article, title: 'Theirs', body: 'Theirs' }));
    const latest = await mine.get('1');
    rerender(banner({ ...latest, change: { by: desk, at: '' } }));

    expect(screen.getByRole('status')).toHaveTextContent(
      'Desk changed this article. You see it as it was before: Title and Body text changed.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show the newest' }));
    expect(shownNewest).toEqual([latest.token]);
  });
});
