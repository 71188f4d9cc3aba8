import { render, screen, waitFor } from '@testing-library/react';
import { ConflictDialog } from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { button, conflictOf, field, openDialog, type Page } from './openDialog.js';

/** Five megabytes, every line of which was rewritten. */
const rewritten = (who: string) => `${who} wrote this line, and many others like it.\n`.repeat(110_000);

describe('a record of 5 MB', () => {
  it('F17: opens at once, shows how each text begins and how long it is, and goes on answering', async () => {
    let longestMs = 0;
    let last = performance.now();
    const heart = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    });
    const { dialog, user, done } = await openDialog(
      conflictOf({ body: rewritten('Base') }, { body: rewritten('Mine') }, { body: rewritten('Theirs') }),
    );
    expect(dialog).toHaveTextContent('Your changes are safe.');
    // Not by role: to look for roles among so much text would be the longest work of all.
    await expect.poll(() => dialog.querySelectorAll('input[type="radio"]').length).toBeGreaterThan(3);
    // What had the focus while it was compared is gone; the next has it once the questions are drawn.
    await expect.poll(() => dialog.contains(document.activeElement)).toBe(true);
    clearInterval(heart);
    expect(field('Body').getAllByText(/^Show \d+ more characters$/).length).toBeGreaterThan(1);
    expect(dialog.textContent?.length).toBeLessThan(40_000);
    await user.click(field('Body').getByRole('radio', { name: 'Your change' }));
    await user.click(button('Save merged'));

    expect(done[0]?.merged).toEqual({ id: '1', body: rewritten('Mine') });
    // A tenth of a second, and ten times that for a busy machine: what is done in one piece takes several.
    expect(longestMs).toBeLessThan(1_000);
  });

  it('settles a false alarm by itself, without a glimpse of the dialog', async () => {
    const seen: unknown[] = [];
    const observer = new MutationObserver(() => seen.push(...document.querySelectorAll('dialog[open]')));
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const lines = 'Nobody wrote here.\n'.repeat(5_000);
    const done: unknown[] = [];
    const conflict = conflictOf({ body: lines }, { body: `Mine.\n${lines}` }, { body: `${lines}Theirs.\n` });
    render(
      <ConflictDialog<Page>
        resource={{ recordLabel: 'page' }}
        conflict={conflict}
        onSave={async (merged) => done.push(merged) > 0}
        onDiscard={() => {}}
        onKeepEditing={() => {}}
      />,
    );
    await waitFor(() => expect(done).toEqual([{ id: '1', body: `Mine.\n${lines}Theirs.\n` }]), {
      timeout: 20_000,
    });
    observer.disconnect();

    expect(seen).toEqual([]);
  });

  it('shows more of a long text on demand', async () => {
    const words = (name: string) => `${name} `.repeat(3_000);
    const { dialog, user } = await openDialog(
      conflictOf({ note: words('base') }, { note: words('mine') }, { note: words('theirs') }),
    );
    const [first] = await screen.findAllByText(/^Show \d+ more characters$/);
    const before = dialog.textContent?.length ?? 0;
    await user.click(first ?? dialog);
    expect(dialog.textContent?.length).toBeGreaterThan(before + 1_000);
  });
});
