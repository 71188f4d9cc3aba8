import { screen } from '@testing-library/react';
import { englishMessages, germanMessages, pluralsOf } from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { conflictOf, openDialog } from './openDialog.js';

describe('languages', () => {
  it('has every text in German, and none left in English', async () => {
    const { dialog, user } = await openDialog(
      conflictOf(
        { titel: 'a', text: 'eins\nzwei\ndrei\nvier', preis: 1 },
        { titel: 'b', text: 'eins!\nzwei\ndrei\nvier!', preis: 2 },
        { titel: 'c', text: 'eins?\nzwei\ndrei\nvier?', bild: 'x' },
      ),
      { provider: { messages: germanMessages } },
    );
    await screen.findByRole('group', { name: 'Text' });
    await user.click(screen.getAllByRole('radio', { name: 'Ihre Änderung' })[0] ?? dialog);
    await user.click(screen.getByText('Von selbst zusammengeführt'));
    const said = [
      dialog.textContent,
      ...[...dialog.querySelectorAll('[aria-label]')].map((part) => part.getAttribute('aria-label')),
    ].join(' ');
    expect(said).not.toMatch(/\b(your|their|change|changed|choose|merged|save|the|keep|part)\b/i);
    expect(dialog).toHaveAccessibleDescription(/^Ihre Änderungen sind sicher\. Desk hat um .+ gespeichert/);
    expect(screen.getByRole('button', { name: 'Zusammengeführt speichern' })).toHaveAccessibleDescription(
      /^Wählen Sie bei Text ?, um zu speichern\.$/,
    );
    expect(Object.keys(germanMessages)).toEqual(Object.keys(englishMessages));
  });

  it('takes single texts of the app’s own and leaves the others as they are', async () => {
    await openDialog(conflictOf({ title: 'a' }, { title: 'b' }, { title: 'c' }), {
      provider: { messages: { saveMerged: 'Save it together' } },
    });
    expect(screen.getByRole('button', { name: 'Save it together' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Keep editing' })).toBeVisible();
  });

  it('picks the plural form of the language', () => {
    expect([1, 2].map((count) => englishMessages.fieldsNeedYou(count))).toEqual([
      '1 field still needs you.',
      '2 fields still need you.',
    ]);
    const polish = pluralsOf('pl');
    const forms = { one: 'pole', few: 'pola', many: 'pól', other: 'pola' };
    expect([1, 3, 5].map((count) => polish(count, forms))).toEqual(['pole', 'pola', 'pól']);
    expect(polish(3, { other: 'pola' })).toBe('pola');
  });
});
