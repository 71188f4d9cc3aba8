import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { LockedError, NetworkError, ResponseError } from 'noclobber';
import {
  englishMessages,
  FieldMark,
  germanMessages,
  NoClobberProvider,
  pluralsOf,
  SaveNotice,
  StaleBanner,
  VersionBadge,
  type FormNotice,
} from 'noclobber/react';
import { describe, expect, it } from 'vitest';
import { conflictOf, openDialog, version, type Page } from './openDialog.js';

const act = () => {};
const [change, at] = [version({ id: '1' }, '2').change, '2026-03-09T14:32:00Z'];
const failures = [
  new NetworkError(undefined),
  new ResponseError(403, undefined),
  new ResponseError(500, undefined),
  new LockedError(null, true),
  new LockedError(null, false),
];
/** Every kind of notice, in each of its wordings. */
const notices: { readonly [K in FormNotice['kind']]: readonly Extract<FormNotice, { kind: K }>[] } = {
  merged: [{ kind: 'merged', change, paths: [['a'], ['b']], undo: act }],
  overwrote: [1, 2].map((count) => ({
    kind: 'overwrote',
    change,
    paths: [['a'], ['b']].slice(0, count),
    undo: act,
  })),
  same: [{ kind: 'same', change }, { kind: 'same' }],
  undone: [{ kind: 'undone', change }],
  notUndone: [{ kind: 'notUndone', change }],
  unresolved: [1, 2].map((open) => ({ kind: 'unresolved', open, review: act })),
  deleted: [true, false].map((isEdited) => ({ kind: 'deleted', change, isEdited, review: act })),
  discarded: [true, false].map((isDeleted) => ({ kind: 'discarded', isDeleted, undo: act })),
  unread: failures.flatMap((error) =>
    [true, false].map((isNew) => ({ kind: 'unread', error, isNew, retry: act })),
  ),
  slow: [{ kind: 'slow', stop: act }],
  unanswered: [{ kind: 'unanswered', retry: act }],
  failed: failures.map((error) => ({ kind: 'failed', error })),
  restored: [{ kind: 'restored', keptAt: at, discard: act }],
  unkept: [{ kind: 'unkept' }],
  queued: [{ kind: 'queued' }],
};

/** Names of the test’s own, and words that German has as well. */
const areBoth = new Set(['desk', 'xa', 'xb', 'xx', 'browser', 'in', 'offline', 'server', 'tab', 'was']);

/** Everything around a form that speaks, at once; its words, spoken ones included. */
async function wordsAround(messages: typeof englishMessages): Promise<ReadonlySet<string>> {
  const resource = { recordLabel: 'Xx', labels: { a: 'Xa', b: 'Xb' } };
  const mark = { path: ['a'], change, base: '1 2 3', theirs: '1 3 4' };
  const shown = version({ id: '1', a: 1 }, '1');
  const { container, unmount } = render(
    <NoClobberProvider messages={messages} userId="me">
      {Object.values(notices)
        .flat()
        .map((notice, index) => (
          <SaveNotice<Page> key={index} notice={notice} resource={resource} />
        ))}
      <FieldMark change={{ ...mark, kind: 'updated' }} resource={{}} />
      <FieldMark change={{ ...mark, kind: 'both' }} resource={{}} />
      <StaleBanner
        shown={shown}
        latest={version({ id: '1', a: 2 }, '2', 'me')}
        resource={resource}
        onShow={act}
      />
      <VersionBadge record={shown} />
    </NoClobberProvider>,
  );
  const hidden = () => [...container.querySelectorAll('button[aria-expanded]')];
  const before = container.textContent;
  for (const button of hidden()) await userEvent.click(button);
  const spoken = [...container.querySelectorAll('[aria-label], [data-label]')].flatMap((part) => [
    part.getAttribute('aria-label'),
    part.getAttribute('data-label'),
  ]);
  const said = [before, container.textContent, ...spoken].join(' ');
  unmount();
  return new Set(said.match(/\p{L}{2,}/gu)?.map((word) => word.toLowerCase()));
}

describe('languages', () => {
  it('C52: has every text of the dialog in German, and none left in English', async () => {
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
    expect(dialog).toHaveAccessibleDescription(/^Ihre Änderungen sind sicher\. Desk hat am .+ gespeichert/);
    expect(screen.getByRole('button', { name: 'Zusammengeführt speichern' })).toHaveAccessibleDescription(
      /^Wählen Sie bei Text ?, um zu speichern\.$/,
    );
    expect(Object.keys(germanMessages)).toEqual(expect.arrayContaining(Object.keys(englishMessages)));
  });

  it('C52: no notice, mark, banner or badge says an English word in German', async () => {
    const [english, german] = [await wordsAround(englishMessages), await wordsAround(germanMessages)];

    expect(english.size).toBeGreaterThan(100);
    expect([...german].filter((word) => english.has(word) && !areBoth.has(word))).toEqual([]);
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
