import { screen, waitFor, within } from '@testing-library/react';
import { externalEdit } from 'noclobber/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { harbour, openNewsroom } from '../newsroom.js';
import { renderForm } from '../react/ArticleForm.js';

/** Writes to the end of the body while Desk changes it too, and saves. */
async function saveBoth(edit: (body: string) => string) {
  const newsroom = await openNewsroom();
  const { user } = renderForm(newsroom.mine);
  const body = screen.getByRole('textbox', { name: /^Body/ });
  await waitFor(() => expect(body).toHaveValue(harbour.body));
  await user.type(body, ' More soon.');
  await externalEdit(newsroom.desk, '1', (article) => ({ ...article, body: edit(article.body) }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const savedBody = async () => (await newsroom.desk.get('1')).value.body;
  return { user, savedBody };
}

describe('a text that both changed', () => {
  beforeAll(() => page.viewport(1280, 800));

  it('is saved without a question where the lines differ, and told', async () => {
    const { savedBody } = await saveBoth((body) => body.replace('Monday', 'Tuesday'));

    await screen.findByText('Saved, merged with Desk’s changes.');
    expect(await savedBody()).toBe(`${harbour.body.replace('Monday', 'Tuesday')} More soon.`);
  });

  it('is shown before it is saved where only words fit, and can be taken otherwise', async () => {
    const { user, savedBody } = await saveBoth((body) => body.replace('Ferries', 'Boats'));
    const dialog = await screen.findByRole('dialog');
    const field = within(dialog).getByRole('group', { name: 'Body text' });
    const merged = `${harbour.body.replace('Ferries', 'Boats')} More soon.`;

    expect(within(field).getByText('Please check')).toBeVisible();
    expect(within(field).getByRole('radio', { name: 'Merged' })).toBeChecked();
    expect(dialog).toHaveAccessibleDescription(/please check how before they are saved/);
    expect(await savedBody()).not.toContain('More soon.');

    await user.click(within(field).getByRole('radio', { name: 'Their change' }));
    expect(within(field).getByRole('radio', { name: 'Merged' })).not.toBeChecked();
    await user.click(within(field).getByRole('radio', { name: 'Merged' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(async () => expect(await savedBody()).toBe(merged));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('keeps what fits of theirs when mine is chosen where it does not', async () => {
    const { user, savedBody } = await saveBoth((body) =>
      body.replace('Monday', 'Tuesday').replace('thirty minutes.', 'hour, on the hour.'),
    );
    const field = within(await screen.findByRole('dialog')).getByRole('group', { name: 'Body text' });

    expect(screen.getByRole('button', { name: 'Save merged' })).toHaveAttribute('aria-disabled', 'true');
    await user.click(within(field).getByRole('radio', { name: 'Your change' }));
    await user.click(screen.getByRole('button', { name: 'Save merged' }));
    await waitFor(async () =>
      expect(await savedBody()).toBe(`${harbour.body.replace('Monday', 'Tuesday')} More soon.`),
    );
  });
});
