import type { Meta, StoryObj } from '@storybook/react-vite';
import { NetworkError } from 'noclobber';
import {
  FieldMark,
  SaveNotice,
  StaleBanner,
  VersionBadge,
  VersionInput,
  type FormNotice,
} from 'noclobber/react';
import { expect, fn } from 'storybook/test';
import { articles, bridge, theirs, version } from './newsroom.js';

const shown = version(bridge, '1');
const latest = version({ ...bridge, ...theirs }, '2');

const meta = { title: 'Versions and notices' } satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const show = fn();

export const AnOlderVersionIsShown: Story = {
  render: () => <StaleBanner shown={shown} latest={latest} resource={articles} onShow={show} />,
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent(/^Second editor changed this article on /);
    await userEvent.click(canvas.getByRole('button', { name: 'Show the newest' }));
    await expect(show).toHaveBeenCalled();
  },
};

export const TheRecordWasDeleted: Story = {
  render: () => (
    <StaleBanner
      shown={shown}
      latest={shown}
      deletion={{ change: latest.change }}
      resource={articles}
      onShow={show}
    />
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent(/^Second editor deleted this article on /);
  },
};

export const OthersChangedAFieldToo: Story = {
  render: () => (
    <div className="nc nc-dialog-body">
      <FieldMark
        resource={articles}
        change={{ path: ['price'], kind: 'updated', base: 180, theirs: 210, change: latest.change }}
      />
      <FieldMark
        resource={articles}
        change={{
          path: ['title'],
          kind: 'both',
          base: bridge.title,
          theirs: theirs.title,
          change: latest.change,
        }}
      />
    </div>
  ),
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByText(/^Updated by Second editor, /)).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'See their change' }));
    await expect(canvas.getByText('Keep typing. You choose when you save.')).toBeVisible();
  },
};

export const WhichVersionItIs: Story = {
  render: () => (
    <p className="nc">
      <VersionBadge record={latest} />
    </p>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Version 2')).toBeVisible();
  },
};

export const AHiddenFieldForPlainPosts: Story = {
  render: () => (
    <form aria-label="Article" className="nc" action="/articles" method="post">
      <VersionInput record={shown} />
      <input name="title" aria-label="Title" className="nc-input" defaultValue={bridge.title} />
    </form>
  ),
  play: async ({ canvas }) => {
    const form = canvas.getByRole<HTMLFormElement>('form');
    await expect(new FormData(form).get('_version')).toBe(shown.token);
  },
};

const { change } = latest;
const undo = fn();
const notices: readonly FormNotice[] = [
  { kind: 'merged', change, paths: [['price'], ['tags']], undo },
  { kind: 'overwrote', change, paths: [['title']], undo },
  { kind: 'same', change },
  { kind: 'undone', change },
  { kind: 'notUndone', change },
  { kind: 'unresolved', open: 2, review: undo },
  { kind: 'deleted', change, isEdited: true, review: undo },
  { kind: 'discarded', isDeleted: false, undo },
  { kind: 'slow', stop: undo },
  { kind: 'unanswered', retry: undo },
  { kind: 'failed', error: new NetworkError('key') },
  { kind: 'unread', error: new NetworkError(undefined), isNew: false, retry: undo },
  { kind: 'restored', keptAt: '2026-03-09T14:30:00Z', discard: undo },
  { kind: 'unkept' },
  { kind: 'queued' },
];

export const EveryNotice: Story = {
  render: () => (
    <div className="nc nc-dialog-body">
      {notices.map((notice) => (
        <SaveNotice key={notice.kind} notice={notice} resource={articles} />
      ))}
    </div>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole('status')).toHaveLength(notices.length);
    await expect(canvas.getByText('2 fields still need you.')).toBeVisible();
    await expect(canvas.getByText('Price and Tags came from them.')).toBeVisible();
  },
};
