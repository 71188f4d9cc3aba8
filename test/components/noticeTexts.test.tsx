import { render, screen } from '@testing-library/react';
import {
  InvalidRecordError,
  LockedError,
  ResponseError,
  type RecordLock,
  type Resource,
  type Versioned,
  type VersionToken,
} from 'noclobber';
import {
  FieldMark,
  germanMessages,
  NoClobberProvider,
  SaveNotice,
  StaleBanner,
  VersionBadge,
  type FormNotice,
  type Messages,
} from 'noclobber/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { harbour, type Article } from '../newsroom.js';

const resource: Pick<Resource<Article>, 'recordLabel' | 'labels'> = {
  recordLabel: 'article',
  labels: { body: 'Body text' },
};
const mine = { by: { id: 'you', name: 'You' }, at: '2026-03-09T14:32:00Z', version: '2' };
const theirs = { ...mine, by: { id: 'desk', name: 'Desk' } };
const version = (change: typeof mine): Versioned<Article> => ({
  value: { ...harbour, title: change.by.name },
  token: `token of ${change.by.id}` as VersionToken,
  change,
});
const undo = () => {};
const lockOf = (id: string): RecordLock => ({
  holder: { id, name: id, tab: 'another', isThisTab: false },
  mode: 'enforced',
  since: mine.at,
  expiresAt: mine.at,
  remainingMs: 60_000,
  fence: '1',
});

function textOf(part: ReactNode, messages?: Partial<Messages>): string {
  const { container, unmount } = render(
    <NoClobberProvider userId="you" {...(messages && { messages })}>
      {part}
    </NoClobberProvider>,
  );
  const text = container.textContent;
  unmount();
  return text;
}
const noticeOf = (notice: FormNotice, messages?: Partial<Messages>) =>
  textOf(<SaveNotice notice={notice} resource={resource} />, messages);

describe('notices', () => {
  it.each<[FormNotice, string, string]>([
    [
      { kind: 'merged', change: mine, paths: [], undo },
      'Saved, merged with your other tab’s changes.',
      'Gespeichert, mit den Änderungen von Ihrem anderen Tab zusammengeführt.',
    ],
    [
      { kind: 'merged', paths: [], undo },
      'Saved, merged with someone else’s changes.',
      'Gespeichert, mit den Änderungen von jemand anderem zusammengeführt.',
    ],
    [
      { kind: 'same', change: mine },
      'Your other tab had already made the same change.',
      'Ihr anderer Tab hatte schon dasselbe geändert.',
    ],
    [
      { kind: 'deleted', isEdited: false, review: undo },
      'Someone else deleted this article.',
      'Jemand anderes hat',
    ],
  ])('name in a sentence who it was: %j', (notice, english, german) => {
    expect(noticeOf(notice)).toContain(english);
    expect(noticeOf(notice, germanMessages)).toContain(german);
  });

  it.each<[Error, string, string]>([
    [new ResponseError(401, undefined), 'You are not signed in any more.', 'Sie sind nicht mehr angemeldet.'],
    [new ResponseError(413, undefined), 'Make it shorter and save again.', 'Kürzen Sie'],
    [new ResponseError(500, undefined), 'Try again in a moment.', 'Versuchen Sie es gleich noch einmal.'],
    [
      new InvalidRecordError([
        { pointer: '/body', message: 'Too long.' },
        { pointer: '/place/city', message: 'Unknown.' },
        { pointer: '', message: 'Not today.' },
      ]),
      'Body text: Too long. Place › City: Unknown. Not today.',
      'Body text: Too long. Place › City: Unknown. Not today.',
    ],
    [
      new LockedError(lockOf('desk'), false),
      'Somebody else is editing it and has locked it.',
      'Jemand anderes bearbeitet das und hat es gesperrt.',
    ],
    [
      new LockedError(lockOf('you'), false),
      'You are editing it in another tab, which has locked it.',
      'Sie bearbeiten das in einem anderen Tab, der es gesperrt hat.',
    ],
  ])('say why a save failed and what helps: %s', (error, english, german) => {
    expect(noticeOf({ kind: 'failed', error })).toContain(english);
    expect(noticeOf({ kind: 'failed', error }, germanMessages)).toContain(german);
  });

  it('tell besides that the browser keeps no copy, and leave the other its button', () => {
    const notice: FormNotice = { kind: 'merged', change: theirs, paths: [], undo, isUnkept: true };
    expect(noticeOf(notice)).toContain('Saved, merged with Desk’s changes.');
    expect(noticeOf(notice)).toContain('This browser keeps no copy of what you type.');
    expect(noticeOf(notice)).toContain('Undo');
    expect(noticeOf({ kind: 'unkept', isUnkept: true })).not.toMatch(/no copy.*no copy/);
  });
});

describe('marks, banners and badges', () => {
  it('name one’s other tab within a sentence, and oneself as the author of a version', () => {
    const mark = <FieldMark change={{ path: ['title'], kind: 'both', change: mine }} resource={{}} />;
    expect(textOf(mark)).toContain('Your other tab changed this too.');
    expect(textOf(mark, germanMessages)).toContain('Ihr anderer Tab hat das auch geändert.');
    expect(textOf(<VersionBadge record={version(mine)} />)).toMatch(/^Version 2 by you, 9 Mar 2026/);
    expect(textOf(<VersionBadge record={version(mine)} />, germanMessages)).toContain(
      'von Ihnen, 09.03.2026',
    );
  });

  it('say the day as a sentence does, and no time of day where the reader’s is not known', () => {
    const banner = (
      <StaleBanner shown={version(mine)} latest={version(theirs)} resource={resource} onShow={undo} />
    );
    expect(textOf(banner)).toMatch(/^Desk changed this article on 9 Mar 2026, \d\d:\d\d\./);
    expect(textOf(banner, germanMessages)).toMatch(/^Desk hat das am 09\.03\.2026, \d\d:\d\d geändert\./);
    expect(renderToString(banner)).toContain('Desk changed this article.');
  });

  it('tell that a record was deleted, with nothing newer to show', () => {
    const gone = (
      <StaleBanner
        shown={version(mine)}
        latest={version(mine)}
        deletion={{ change: theirs }}
        resource={resource}
        onShow={undo}
      />
    );
    expect(textOf(gone)).toMatch(/^Desk deleted this article on 9 Mar 2026, .*You see it as it was last\.$/);
    expect(textOf(gone, germanMessages)).toContain('gelöscht');
    render(gone);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
