import { screen, within } from '@testing-library/react';
import { custom } from 'noclobber';
import type { SavePolicy } from 'noclobber/table';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openTable, says } from './openTable.js';

/** Mine in rows 1 to 4; meanwhile others changed the same cell of 2 and 3, and another one of 4. */
async function saveFour(policy: SavePolicy) {
  const table = await openTable({ policy });
  for (const id of [2, 3]) await table.desks(id, { title: `Theirs ${id}` });
  await table.desks(4, { price: 99 });
  for (const id of [1, 2, 3, 4]) await table.type(id, 'Title', `Mine ${id}`);
  await table.save();
  return {
    ...table,
    titles: () => Promise.all([1, 2, 3, 4].map(async (id) => (await table.stored(id)).title)),
  };
}
const dialog = async () => within(await screen.findByRole('dialog'));

describe('the policies, on the screen', () => {
  it('C42, C49: silent saves what fits, counts what is true, and keeps the edits of the rest', async () => {
    const { told, titles, state, cell } = await saveFour('silent');
    await told('1 saved, 3 need you');
    expect(await titles()).toEqual(['Mine 1', 'Theirs 2', 'Theirs 3', 'Story 4']);
    expect([1, 2, 4].map(state)).toEqual(['Saved', 'Needs youReview', 'Needs youReview']);
    expect(says(cell(2, 'Title'))).toBe('Mine 2, changed by you and by Desk');
  });

  it('C42: shows a row whose other column was changed to whoever asks for it, and saves nothing by itself', async () => {
    const { told, titles, user, cell, stored } = await saveFour('silent');
    await told('1 saved, 3 need you');
    await user.click(within(cell(4, 'State')).getByRole('button'));
    const review = await dialog();
    await expect.poll(() => review.queryByText(/Price/)).toBeVisible();
    expect((await titles())[3]).toBe('Story 4');
    await user.click(review.getByRole('button', { name: 'Save merged' }));
    await told('1 saved, 2 need you');
    expect(await stored(4)).toMatchObject({ title: 'Mine 4', price: 99 });
  });

  it('C42: saves by itself what came up during a reviewed save and fits', async () => {
    const { told, user, cell, stored, desks } = await saveFour('merge');
    await told('2 saved, 2 need you');
    await user.click(within(cell(2, 'State')).getByRole('button'));
    const review = await dialog();
    await user.click(review.getByRole('radio', { name: 'Your change' }));
    await desks(2, { price: 5 });
    await user.click(review.getByRole('button', { name: 'Save merged' }));
    await expect.poll(() => stored(2)).toMatchObject({ title: 'Mine 2', price: 5 });
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });

  it('counts those that need a person as they are now, and says nothing of what is settled', async () => {
    const { told, user, button, tell } = await saveFour('silent');
    await told('1 saved, 3 need you');
    await user.click(button('Review 3'));
    const review = await dialog();
    await expect.poll(() => review.queryByText('1 of 3')).toBeVisible();
    await user.click(review.getByRole('radio', { name: 'Your change' }));
    await user.click(review.getByRole('button', { name: 'Save merged' }));
    await expect.poll(async () => (await dialog()).queryByText('2 of 3')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await told('1 saved, 2 need you');
    await user.click(button('Discard'));
    await expect.poll(() => tell().trim()).toBe('1 saved');
  });

  it('gives the focus back to the table where the button that had it goes', async () => {
    const { told, user, button, cell } = await saveFour('silent');
    await told('1 saved, 3 need you');
    await user.click(cell(1, 'Section'));
    button('Review 3').focus();
    await user.click(button('Discard'));
    expect(button('Discard')).toHaveFocus();
    await user.click(button('Undo'));
    button('Review 3').focus();
    await user.keyboard('{Enter}');
    const review = await dialog();
    await user.click(review.getByRole('button', { name: 'All theirs, for every row left' }));
    await expect.poll(() => screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(cell(1, 'Section')).toHaveFocus();
  });

  it('C43: abort-all saves nothing, names every row, and saves once they are settled', async () => {
    const { told, titles, state, user, save, button, requests } = await saveFour('abort-all');
    await told(/Nothing was saved, 3 need you/);
    expect(await titles()).toEqual(['Story 1', 'Theirs 2', 'Theirs 3', 'Story 4']);
    expect([1, 2, 3, 4].map(state)).toEqual(['Edited', ...Array(3).fill('Needs youReview')]);
    const before = requests.length;
    await save();
    await told(/Nothing was saved, 3 need you Saving is all or nothing here./);
    expect(requests).toHaveLength(before);
    await user.click(button('Review 3'));
    await user.click((await dialog()).getByRole('button', { name: 'All theirs, for every row left' }));
    await save();
    await told('1 saved');
    expect(await titles()).toEqual(['Mine 1', 'Theirs 2', 'Theirs 3', 'Story 4']);
  });

  it('C42: merge merges what fits and tells it; only what both changed needs a person', async () => {
    const { told, titles, stored, state } = await saveFour('merge');
    await told('2 saved, 2 need you 1 merged with what others had saved.');
    expect(await titles()).toEqual(['Mine 1', 'Theirs 2', 'Theirs 3', 'Mine 4']);
    expect((await stored(4)).price).toBe(99);
    expect(state(4)).toBe('Saved');
  });

  it('C42: ask walks through the rows that need a person: one settled, one skipped', async () => {
    const { titles, user, state, button } = await saveFour('ask');
    const first = await dialog();
    expect(first.getByText('1 of 2')).toBeVisible();
    await user.click(first.getByRole('radio', { name: 'Your change' }));
    await user.click(first.getByRole('button', { name: 'Save merged' }));
    const second = await dialog();
    await expect.poll(() => second.queryByText('2 of 2')).toBeVisible();
    await user.click(second.getByRole('button', { name: 'Skip' }));
    await expect.poll(() => screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(await titles()).toEqual(['Mine 1', 'Mine 2', 'Theirs 3', 'Mine 4']);
    expect([2, 3].map(state)).toEqual(['Saved', 'Needs youReview']);
    expect(button('Review 1')).toBeVisible();
  });

  it('all mine saves every row left over the versions that were shown, and no newer one', async () => {
    const { told, titles, user, desks, button, state } = await saveFour('merge');
    await told('2 saved, 2 need you');
    await desks(3, { title: 'Newer' });
    await user.click(button('Review 2'));
    await user.click((await dialog()).getByRole('button', { name: 'All mine, for every row left' }));
    await expect.poll(titles).toEqual(['Mine 1', 'Mine 2', 'Newer', 'Mine 4']);
    await expect.poll(() => state(3)).toBe('Needs youReview');
  });

  it('all mine says so where a row is left that it could not settle', async () => {
    const { told, user, desks, deskRemoves, button, state } = await saveFour('merge');
    await told('2 saved, 2 need you');
    await deskRemoves(2);
    await desks(3, { title: 'Newer' });
    await user.click(button('Review 2'));
    const { getByRole, getByText, findByText } = await dialog();
    await user.click(getByRole('button', { name: 'All mine, for every row left' }));
    expect(await findByText(/^What is left was deleted, is not valid or has changed since/)).toBeVisible();
    expect(getByText('1 of 2')).toBeVisible();
    expect(state(3)).toBe('Needs youReview');
  });

  it('a row that is reviewed during a save is saved behind it, and Skip and the others wait', async () => {
    const { told, type, save, hold, user, state, stored } = await saveFour('merge');
    await told('2 saved, 2 need you');
    await type(1, 'Title', 'Again');
    const letGo = hold();
    await save();
    await user.click(screen.getByRole('button', { name: 'Review 2' }));
    const open = await dialog();
    await user.click(open.getByRole('radio', { name: 'Your change' }));
    await user.click(open.getByRole('button', { name: 'Save merged' }));
    for (const name of ['Skip', 'All theirs, for every row left', 'All mine, for every row left']) {
      expect(open.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
      await user.click(open.getByRole('button', { name }));
    }
    expect(open.getByText('1 of 2')).toBeVisible();
    letGo();
    await expect.poll(() => screen.queryByText('2 of 2')).toBeVisible();
    expect([1, 2, 3].map(state)).toEqual(['Saved', 'Saved', 'Needs youReview']);
    expect([(await stored(1)).title, (await stored(2)).title]).toEqual(['Again', 'Mine 2']);
  });

  it('a resolution is undone like an edit', async () => {
    const { told, user, button, cell } = await saveFour('merge');
    await told('2 saved, 2 need you');
    await user.click(screen.getByRole('button', { name: 'Review Mine 2' }));
    const open = await dialog();
    await user.click(open.getByRole('button', { name: 'Discard mine' }));
    await expect.poll(() => cell(2, 'Title').textContent).toBe('Theirs 2');
    await user.click(button('Undo'));
    expect(cell(2, 'Title')).toHaveTextContent('Mine 2');
  });
});

describe('what the server refuses', () => {
  it('U22: puts each refusal on its row or cell', async () => {
    const { user, type, save, told, state, cell, checker, stored } = await openTable();
    await checker.fetch(
      new Request('http://newsroom.test/stories/2/lock', {
        method: 'PUT',
        headers: { 'Noclobber-User': 'Copy%20desk', 'Content-Type': 'application/json' },
        body: JSON.stringify({ mode: 'enforced' }),
      }),
    );
    await type(1, 'Title', '');
    await type(2, 'Title', 'Mine');
    await type(3, 'Title', 'Mine');
    await save();
    await told('1 saved, 2 could not be saved');
    expect(state(1)).toBe('A story needs a title');
    expect(cell(1, 'Title')).toHaveAttribute('aria-invalid', 'true');
    expect(state(2)).toMatch(/^Copy desk, until /);
    expect((await stored(2)).title).toBe('Story 2');
    // Whether it is still refused is seen when it is sent again: to confirm it is enough.
    await user.click(cell(1, 'Title'));
    await user.keyboard('{F2}{Enter}');
    expect(state(1)).toBe('Edited');
    await save();
    await expect.poll(() => state(1)).toBe('A story needs a title');
    await type(1, 'Title', 'Better');
    await save();
    await expect.poll(() => state(1)).toBe('Saved');
  });

  it.each([
    ['silent', '1 saved, 1 could not be saved', 'Saved'],
    ['merge', '1 saved, 1 could not be saved', 'Saved'],
    ['ask', '1 saved, 1 could not be saved', 'Saved'],
    ['abort-all', 'Nothing was saved, 1 could not be saved', 'Edited'],
  ] as const)(
    'C41, U22: under %s a row that arrives without its token is refused and keeps its edits',
    async (policy, text, other) => {
      const { type, save, told, state, cell, stored, meddle } = await openTable({ policy });
      meddle(async (request) => {
        if (!request.url.endsWith('/batch')) return request;
        const { operations, ...batch } = await request.json();
        const stripped = operations.map(({ _version, ...row }: { readonly _version: string; id: string }) =>
          row.id === '2' ? row : { ...row, _version },
        );
        const { url, method, headers } = request;
        return new Request(url, {
          method,
          headers,
          body: JSON.stringify({ ...batch, operations: stripped }),
        });
      });
      for (const id of [1, 2]) await type(id, 'Title', 'Mine');
      await save();
      await told(text);
      expect([1, 2].map(state)).toEqual([other, 'Not saved']);
      expect(says(cell(2, 'Title'))).toBe('Mine, edited');
      expect((await stored(2)).title).toBe('Story 2');
      expect((await stored(1)).title).toBe(other === 'Saved' ? 'Mine' : 'Story 1');
    },
  );

  it('C41: a row is saved with its own token: with another row’s it is refused, without one nothing is sent', async () => {
    const { mine, desk, requests } = await openTable();
    const [first, second] = (await desk.list({ sort: ['price'] })).items;
    if (!first || !second) throw new Error('There are stories.');
    const before = requests.length;
    // @ts-expect-error A save needs the version that it replaces.
    await expect(mine.batch([{ op: 'update', mine: first.value }])).rejects.toThrow(TypeError);
    expect(requests).toHaveLength(before);
    const swapped = { ...first, token: second.token };
    const { rows } = await mine.batch([
      { op: 'update', base: swapped, mine: { ...first.value, title: 'Mine' } },
    ]);
    expect(rows).toMatchObject([{ kind: 'refused' }]);
  });

  it('says how much was saved before something broke', async () => {
    const broken = custom<number | null>(() => {
      throw new Error('The rule is broken.');
    });
    const { type, save, told, state, desks } = await openTable({
      policy: 'merge',
      resource: { rules: { price: broken } },
    });
    await desks(2, { price: 1 });
    for (const id of [1, 2]) await type(id, 'Price', '7');
    await save();
    await told('1 saved, 1 could not be saved Your changes are still here.');
    expect([1, 2].map(state)).toEqual(['Saved', 'Edited']);
  });

  it('a row without an answer says so also when something else was done since', async () => {
    const { type, save, told, state, user, lose, button } = await openTable({
      resource: { retries: 0 },
      actions: [{ name: 'publish', label: 'Publish' }],
    });
    await type(1, 'Title', 'Mine');
    lose();
    await save();
    await told('No answer about 1 row');
    await user.click(screen.getByRole('checkbox', { name: 'Select Story 3' }));
    await user.click(button('Publish'));
    await told('Publish: 1 row done');
    expect(state(1)).toBe('No answer yet');
  });

  it('C42a, F2: a lost answer is no success: it is asked for again, exactly, and nothing is saved twice', async () => {
    const { type, save, told, state, user, button, lose, desk } = await openTable({
      resource: { retries: 0 },
    });
    await type(1, 'Title', 'Mine');
    await type(2, 'Title', 'Mine');
    lose();
    await save();
    await told('No answer about 2 rows. They may be saved already.');
    expect(state(1)).toBe('No answer yet');
    await type(1, 'Price', '7');
    await user.click(button('Try again'));
    await told(/saved/);
    await expect.poll(async () => (await desk.get('1')).value).toMatchObject({ title: 'Mine', price: 7 });
    const versions = await Promise.all(['1', '2'].map(async (id) => (await desk.get(id)).change?.version));
    expect(versions).toEqual(['3', '2']);
  });
});
