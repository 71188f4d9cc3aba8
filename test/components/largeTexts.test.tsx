import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { button, conflictOf, field, openDialog } from './openDialog.js';

/** Five megabytes, every line of which was rewritten. */
const rewritten = (who: string) => `${who} wrote this line, and many others like it.\n`.repeat(110_000);

describe('a record of 5 MB', () => {
  it('F17 opens at once, shows how each text begins and how long it is, and goes on answering', async () => {
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
    await waitFor(() => expect(screen.getAllByRole('radio').length).toBeGreaterThan(3), { timeout: 20_000 });
    expect(field('Body').getAllByText(/^Show \d+ more characters$/).length).toBeGreaterThan(1);
    expect(dialog.textContent?.length).toBeLessThan(40_000);
    await user.click(field('Body').getByRole('radio', { name: 'Your change' }));
    clearInterval(heart);
    await user.click(button('Save merged'));

    expect(done[0]?.merged).toEqual({ id: '1', body: rewritten('Mine') });
    // Only work that is done in one piece breaks a limit as wide as this.
    expect(longestMs).toBeLessThan(3_000);
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
