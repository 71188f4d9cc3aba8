import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { button, conflictOf, field, openDialog } from './openDialog.js';

const scripts = [
  '<img src=x onerror="globalThis.pwned=1">',
  '<script>globalThis.pwned=1</script>',
  '"><svg/onload=globalThis.pwned=1>',
  'javascript:globalThis.pwned=1',
  '</textarea><script>globalThis.pwned=1</script>',
  '<iframe srcdoc="<script>parent.pwned=1</script>">',
  '{{constructor.constructor("globalThis.pwned=1")()}}',
  '&lt;script&gt;globalThis.pwned=1&lt;/script&gt;',
];

describe('F20: markup in values, names and ids is text', () => {
  beforeEach(() => vi.spyOn(console, 'error'));
  afterEach(() => {
    vi.restoreAllMocks();
    Reflect.deleteProperty(globalThis, 'pwned');
  });

  it('F20 shows it as it was written, and runs nothing', async () => {
    const text = fc
      .array(fc.constantFrom(...scripts), { minLength: 1, maxLength: 3 })
      .map((all) => all.join(' '));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (base, mine, theirs) => {
        fc.pre(new Set([base, mine, theirs]).size === 3);
        const { dialog, user } = await openDialog(
          conflictOf(
            { [base]: base, list: [{ id: base, title: base }], more: base },
            { [base]: mine, list: [{ id: base, title: mine }], more: `${mine}\n${mine}` },
            { [base]: theirs, list: [{ id: base, title: theirs }], more: `${theirs}\n${theirs}` },
            { by: theirs },
          ),
        );
        expect(dialog.querySelectorAll('script, iframe, img, svg:not(.nc-icon)')).toHaveLength(0);
        expect(dialog.textContent).toContain(theirs);
        await user.click(button('Overwrite with mine…'));
        expect(document.querySelectorAll('script[src*=pwned], iframe, img')).toHaveLength(0);
        cleanup();
      }),
      { numRuns: 12 },
    );
    expect('pwned' in globalThis).toBe(false);
    expect(console.error).not.toHaveBeenCalled();
  });
});

describe('F21: signs that hide', () => {
  it('F21 are shown by their code point, in values and differences', async () => {
    await openDialog(
      conflictOf(
        { file: 'invoice.exe', user: 'admin', shop: 'paypal' },
        { file: 'invoice\u202egpj.exe', user: 'ad\u200bmin', shop: 'p\u0430yp\u0430l' },
        { file: 'bill.exe', user: 'root', shop: 'other' },
      ),
    );
    await screen.findByRole('group', { name: 'Shop' });
    expect(field('File').getByText('U+202E')).toBeVisible();
    expect(field('User').getByText('U+200B')).toBeVisible();
    expect(field('Shop').getAllByText('U+0430')).toHaveLength(2);
    expect(screen.getByRole('dialog').textContent).not.toMatch(/[\u202e\u200b]/);
  });

  it('F21 keeps a value’s direction to itself, and a name from turning its sentence', async () => {
    const { dialog } = await openDialog(
      conflictOf({ title: 'a' }, { title: 'שלום' }, { title: 'hello' }, { by: 'Eve\u202e' }),
    );
    const [theirs, mine] = [...dialog.querySelectorAll('.nc-choice-value .nc-value')];
    expect(mine).toHaveAttribute('dir', 'auto');
    expect(mine && getComputedStyle(mine).direction).toBe('rtl');
    expect(theirs && getComputedStyle(theirs).direction).toBe('ltr');
    expect(dialog).toHaveAccessibleDescription(/^Your changes are safe\. Eve saved this page on/);
  });
});
