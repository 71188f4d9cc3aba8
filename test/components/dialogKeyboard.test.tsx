import { render, screen, waitFor } from '@testing-library/react';
import { ConflictDialog } from 'noclobber/react';
import 'noclobber/styles.css';
import { useState } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { button, conflictOf, field, openDialog, part, type Page } from './openDialog.js';

const base = { title: 'Bridge closes', body: 'one\ntwo\nthree\nfour', price: 180, tags: ['a'] };
const mine = {
  title: 'Bridge shuts',
  body: 'one, mine\ntwo\nthree\nfour, mine',
  price: 195,
  tags: ['a', 'm'],
};
const theirs = {
  title: 'Bridge to close',
  body: 'one, theirs\ntwo\nthree\nfour, theirs',
  price: 210,
  cover: 'x',
};
const conflict = conflictOf(base, mine, theirs);

/** Presses keys as a person does: the browser moves the focus and the choice. */
const press = (...keys: readonly string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => userEvent.keyboard(key)), Promise.resolve());
const next = '{Alt>}{ArrowDown}{/Alt}';
const previous = '{Alt>}{ArrowUp}{/Alt}';
const focused = () => {
  const { activeElement } = document;
  const group = activeElement?.closest('[role="radiogroup"]')?.getAttribute('aria-label');
  return [group, activeElement?.closest('label')?.textContent ?? activeElement?.textContent];
};
/** Goes on by Tab alone until a button has the focus. */
async function tabTo(name: string) {
  for (let stops = 0; stops < 40 && document.activeElement !== button(name); stops++) await press('{Tab}');
  expect(button(name)).toHaveFocus();
}

/** What the browser hands to a screen reader of the differences on this page, each as it is heard. */
async function heardDifferences(): Promise<readonly string[]> {
  const { frameTree } = await cdp().send('Page.getFrameTree');
  const frameId = frameTree.childFrames?.[0]?.frame.id;
  const { nodes } = await cdp().send('Accessibility.getFullAXTree', { frameId });
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textOf = (id: string): string => {
    const node = byId.get(id);
    if (node?.role?.value === 'StaticText') return String(node.name?.value);
    return (node?.childIds ?? []).map(textOf).join('');
  };
  return nodes
    .filter(({ role }) => ['insertion', 'deletion'].includes(String(role?.value)))
    .map(({ role, nodeId }) => `${role?.value}: ${textOf(nodeId)}`);
}

const announced = () => screen.getAllByRole('status').map((status) => status.textContent);

describe('the dialog by keyboard alone', () => {
  beforeAll(() => page.viewport(1280, 900));

  it('is read, answered and saved without a pointer, and says how far it is', async () => {
    const { dialog, done } = await openDialog(conflict);
    expect(dialog).toHaveAccessibleName('Someone else changed this page');
    expect(dialog).toHaveAccessibleDescription(
      /^Your changes are safe\. Desk saved this page on .+Choose what to keep/,
    );
    await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).toHaveFocus());
    expect(announced()).toContain('3 of 4 need you · 1 merged automatically');

    await press(next);
    expect(focused()).toEqual(['Title', 'Their change']);
    expect(document.activeElement).toHaveAccessibleDescription(/^Desk, saved /);
    await press('{ArrowDown}');
    expect(field('Title').getByRole('radio', { name: 'Your change' })).toBeChecked();
    expect(document.activeElement).toHaveAccessibleDescription('You, not saved yet');
    expect(announced()).toContain('2 of 4 need you · 1 chosen, 1 merged automatically');

    await press(next);
    expect(focused()).toEqual(['Body, part 1 of 2', 'Their change']);
    await press(' ');
    expect(part('Body, part 1 of 2').getByRole('radio', { name: 'Their change' })).toBeChecked();
    await press(next);
    expect(focused()).toEqual(['Body, part 2 of 2', 'Their change']);
    await press(next);
    expect(focused()).toEqual(['Price', 'Their change']);
    await press(previous);
    expect(focused()).toEqual(['Body, part 2 of 2', 'Their change']);
    await press(' ', '{ArrowDown}', '{ArrowDown}');
    expect(part('Body, part 2 of 2').getByRole('radio', { name: 'Keep both' })).toBeChecked();

    // What still is open is where applying leads to.
    await press('{Control>}{Enter}{/Control}');
    expect(done).toEqual([]);
    expect(focused()).toEqual(['Price', 'Their change']);
    await press('{ArrowUp}');
    expect(field('Price').getByRole('radio', { name: 'Edit' })).toBeChecked();
    await press('{Tab}', '{Control>}a{/Control}', '200');
    expect(screen.getByRole('textbox', { name: 'Your own version of Price' })).toHaveValue('200');
    expect(announced()).toContain('All 4 settled · 3 chosen, 1 merged automatically');

    await tabTo('Save merged');
    expect(document.activeElement).toHaveAccessibleDescription(
      'Overwrites Desk’s changes to Title and Price.',
    );
    await press('{Enter}');
    await waitFor(() => expect(done).toHaveLength(1));
    expect(done[0]?.merged).toMatchObject({
      title: 'Bridge shuts',
      body: 'one, theirs\ntwo\nthree\nfour, theirs\nfour, mine',
      price: 200,
      tags: ['a', 'm'],
      cover: 'x',
    });
  });

  it('reaches every control by Tab, in the order in which they are read', async () => {
    await openDialog(conflictOf({ title: 'a' }, { title: 'b' }, { title: 'c', cover: 'x' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).toHaveFocus());
    const stops: unknown[] = [];
    for (let count = 0; count < 12; count++) {
      await press('{Tab}');
      const here = document.activeElement;
      if (here === document.body) break;
      stops.push(
        here?.getAttribute('aria-label') ?? here?.closest('label, summary, button')?.textContent?.trim(),
      );
    }
    expect(stops.slice(0, 11)).toEqual([
      'All theirs',
      'All mine',
      'Show base of Title',
      'Their change',
      'Merged automaticallyCover. Nothing for you to do.',
      'Copy my version',
      'Discard mine',
      'Overwrite with mine…',
      'Title',
      'Keep editing',
      'Save merged',
    ]);
  });

  it('is left by Escape, which takes nothing and gives the focus back', async () => {
    const choices: unknown[] = [];
    function Opener() {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button onClick={() => setOpen(true)}>Save</button>
          <ConflictDialog<Page>
            resource={{ recordLabel: 'page' }}
            conflict={isOpen ? conflict : null}
            onChoicesChange={(next) => choices.push(next)}
            onSave={() => Promise.resolve(true)}
            onDiscard={() => choices.push('discarded')}
            onKeepEditing={() => setOpen(false)}
          />
        </>
      );
    }
    render(<Opener />);
    await tabTo('Save');
    await press('{Enter}');
    await screen.findByRole('dialog');
    await press('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(button('Save')).toHaveFocus();
    expect(choices).toEqual([]);
  });

  it('asks once before it overwrites, and Escape leads back to the questions', async () => {
    const { done } = await openDialog(conflict);
    await tabTo('Overwrite with mine…');
    await press('{Enter}');
    const confirm = screen.getByRole('alertdialog', { name: 'Overwrite Desk’s changes?' });
    expect(confirm).toHaveAccessibleDescription(/These changes of theirs will be gone:$/);
    await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).toHaveFocus());
    await press('{Escape}');
    expect(await screen.findByRole('dialog')).toBeVisible();
    await tabTo('Overwrite with mine…');
    await press('{Enter}');
    await press('{Tab}', '{Tab}', '{Tab}');
    expect(document.activeElement).toHaveTextContent(
      'Save, overwriting Desk’s changes to Title, Body and 2 more',
    );
    await press('{Enter}');
    expect(done).toEqual([{ kind: 'overwritten' }]);
  });

  it('names every group, every choice and every difference for those who listen', async () => {
    await openDialog(conflict);
    await screen.findByRole('group', { name: 'Price' });
    // The nameless ones are folds, which their summaries name.
    expect(
      screen
        .getAllByRole('group')
        .map((group) => group.getAttribute('aria-label') ?? group.querySelector('h3')?.textContent),
    ).toEqual(['Choose for all', 'Title', 'Body', undefined, 'Price', undefined]);
    expect(screen.getAllByRole('radiogroup').map((group) => group.getAttribute('aria-label'))).toEqual([
      'Title',
      'Body, part 1 of 2',
      'Body, part 2 of 2',
      'Price',
    ]);
    // No landmark a field: forty of them are no landmarks.
    expect(screen.queryAllByRole('region')).toEqual([]);
  });

  it('says of every difference in the accessibility tree whether it was added or removed', async () => {
    const sentence = (day: string) => `The bridge will close on ${day} at noon.\nIts bearings are replaced.`;
    const { dialog } = await openDialog(
      conflictOf(
        { body: sentence('Monday') },
        { body: sentence('Friday') },
        { body: sentence('Monday').replace('Monday ', '') },
      ),
    );
    await screen.findByRole('radio', { name: 'Your change' });
    const heard = await heardDifferences();

    expect(heard).toHaveLength(dialog.querySelectorAll('ins, del').length);
    expect(heard).toEqual([
      'deletion: removed:Monday',
      'deletion: removed:Monday',
      'insertion: added:Friday',
    ]);
  });
});
