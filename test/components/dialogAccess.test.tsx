import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { germanMessages } from 'noclobber/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { button, conflictOf, openDialog, version } from './openDialog.js';

const base = {
  title: 'Bridge closes',
  body: 'One sentence.\nAnother one.\nA third.\nA fourth.',
  price: 180,
  tags: ['a', 'b'],
  rows: [{ id: 1, title: 'x' }],
};
const conflict = conflictOf(
  base,
  { title: 'Bridge shuts', body: base.body.replace('One', 'Mine'), price: 195, tags: ['b', 'm'] },
  { title: 'Bridge to close', body: base.body.replace('One', 'Theirs'), price: 210, tags: ['t'], cover: 'x' },
);
const deleted = {
  kind: 'deleted' as const,
  base: version({ id: '1', ...base }, '1'),
  mine: { id: '1', ...base, title: 'Mine' },
};

async function faults(): Promise<unknown> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

const media = (features: readonly { name: string; value: string }[]) =>
  cdp().send('Emulation.setEmulatedMedia', { features: [...features] });

describe('the dialog’s accessibility', () => {
  afterEach(async () => {
    delete document.documentElement.dataset.theme;
    document.documentElement.dir = '';
    await media([]);
    await page.viewport(1280, 900);
  });

  it.each([
    ['light', { theme: 'light' }],
    ['dark', { theme: 'dark' }],
    ['right to left', { dir: 'rtl' }],
    ['320 px', { width: 320 }],
    ['forced colours', { forced: 'active' }],
    ['German', { isGerman: true }],
  ] as const)('has no fault in %s', async (_, mode) => {
    const { theme, dir, width, forced, isGerman } = {
      theme: 'light',
      dir: 'ltr',
      width: 1280,
      forced: 'none',
      isGerman: false,
      ...mode,
    };
    document.documentElement.dataset.theme = theme;
    document.documentElement.dir = dir;
    await page.viewport(width, 900);
    await media([{ name: 'forced-colors', value: forced }]);
    const { user, show } = await openDialog(conflict, {
      provider: isGerman ? { messages: germanMessages } : {},
    });
    await screen.findByRole('group', { name: 'Tags' });
    await user.click(
      screen.getAllByText(/^(Merged automatically|Von selbst zusammengeführt)$/)[0] ?? document.body,
    );
    const both = screen.getAllByRole('radio', { name: /^(Keep both|Beide behalten)$/ });
    await user.click(both[0] ?? document.body);
    expect(await faults()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await user.click(button(/^(Overwrite with mine|Mit meiner überschreiben)/));
    expect(await faults()).toEqual([]);
    show(deleted);
    await screen.findByRole('dialog');
    expect(await faults()).toEqual([]);
  });

  it('puts theirs first in the reading direction: at the right where people read from there', async () => {
    document.documentElement.dir = 'rtl';
    await openDialog(conflictOf({ title: 'a' }, { title: 'b' }, { title: 'c' }));
    const [theirs, mine] = screen.getAllByRole('radio').map((radio) => radio.getBoundingClientRect().left);
    expect(theirs).toBeGreaterThan(mine ?? Infinity);
  });

  it('keeps the sides apart without colour: a solid line and a dashed one', async () => {
    await media([{ name: 'forced-colors', value: 'active' }]);
    await openDialog(conflictOf({ title: 'a' }, { title: 'b' }, { title: 'c' }));
    const lines = [...document.querySelectorAll('.nc-choice')].map(
      (card) => getComputedStyle(card).borderTopStyle,
    );
    expect(lines).toEqual(['solid', 'dashed']);
  });
});
