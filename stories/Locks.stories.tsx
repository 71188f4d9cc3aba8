import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  LockBadge,
  LockNotice,
  NoClobberProvider,
  germanMessages,
  type Messages,
  type UseEditLock,
} from 'noclobber/react';
import { expect, fn } from 'storybook/test';
import { inThisTab, lockIn, lockOf } from './locks.js';
import { articles, bridge } from './newsroom.js';

const save = fn(async () => true);
const viewReadOnly = fn();

interface ShownProps {
  readonly lock: UseEditLock;
  readonly messages?: Partial<Messages>;
}

/** The badge and the notice of one state, as a form shows them. */
function Shown({ lock, messages = {} }: ShownProps) {
  return (
    <NoClobberProvider userId="You" messages={messages}>
      <div className="nc story-form">
        <p>
          <LockBadge lock={lock} />
        </p>
        <LockNotice
          lock={lock}
          resource={articles}
          onSave={save}
          onViewReadOnly={viewReadOnly}
          mine={() => bridge}
        />
      </div>
    </NoClobberProvider>
  );
}

const meta = { title: 'Locks', component: Shown } satisfies Meta<typeof Shown>;
export default meta;
type Story = StoryObj<typeof meta>;

export const FreeToEdit: Story = {
  args: { lock: lockIn({}) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Free to edit')).toBeVisible();
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
  },
};

export const NothingKnown: Story = {
  args: { lock: lockIn({ isKnown: false }) },
  play: async ({ canvas }) => {
    await expect(canvas.queryByText('Free to edit')).toBeNull();
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
  },
};

export const BeingLocked: Story = {
  args: { lock: lockIn({ status: 'acquiring' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Locking…')).toBeVisible();
  },
};

export const Yours: Story = {
  args: { lock: lockIn({ status: 'held', lock: lockOf('You', { endsInMs: 12 * 60_000 }) }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Yours for 12 minutes')).toBeVisible();
  },
};

export const EndsSoon: Story = {
  args: { lock: lockIn({ status: 'warning', lock: lockOf('You', { endsInMs: 2 * 60_000 }) }) },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Your lock ends in 2 minutes.');
    await userEvent.click(canvas.getByRole('button', { name: 'Extend' }));
    await expect(args.lock.take).toHaveBeenCalled();
    await userEvent.click(canvas.getByRole('button', { name: 'Save now' }));
    await expect(save).toHaveBeenCalled();
  },
};

export const EndsForGood: Story = {
  args: {
    lock: lockIn({
      status: 'warning',
      lock: lockOf('You', { endsInMs: 2 * 60_000 }),
      canExtend: false,
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Save now' })).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Extend' })).toBeNull();
  },
};

export const LockedBySomeone: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Desk') }) },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Desk is editing this article');
    await userEvent.click(canvas.getByRole('button', { name: 'Ask to edit' }));
    await expect(args.lock.ask).toHaveBeenCalled();
    await userEvent.click(canvas.getByRole('button', { name: 'Take over' }));
    await expect(args.lock.takeOver).toHaveBeenCalled();
    await userEvent.click(canvas.getByRole('button', { name: 'View read-only' }));
    await expect(viewReadOnly).toHaveBeenCalled();
  },
};

export const SomeoneWasAsked: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Desk'), hasAsked: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('They were asked.');
    await expect(canvas.queryByRole('button', { name: 'Ask to edit' })).toBeNull();
  },
};

export const TheyGoOn: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Desk'), wasDeclined: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('They go on with it for now.');
    await expect(canvas.getByRole('button', { name: 'Ask to edit' })).toBeVisible();
  },
};

export const SomebodyElseHasAsked: Story = {
  args: {
    lock: lockIn({
      status: 'blocked',
      lock: { ...lockOf('Desk'), askedBy: { id: 'copy', name: 'Copy desk' } },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Copy desk has asked for it already.');
    await expect(canvas.queryByRole('button', { name: 'Ask to edit' })).toBeNull();
  },
};

export const TakingOverIsNotAllowed: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Desk'), failure: 'may-not-take-over' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('You may not take it over.');
    await expect(canvas.queryByRole('button', { name: 'Take over' })).toBeNull();
  },
};

export const InYourOtherTab: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('You'), isOwnOtherTab: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent(
      'You are editing this article in another tab.',
    );
    await expect(canvas.getByText(/^You, in another tab since /)).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Ask to edit' })).toBeNull();
  },
};

export const OthersComeFirst: Story = {
  args: { lock: lockIn({ status: 'blocked' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Others come first for a moment.');
  },
};

export const SomeoneAsksToEdit: Story = {
  args: {
    lock: lockIn({ status: 'held', lock: lockOf('You'), askedBy: { id: 'copy', name: 'Copy desk' } }),
  },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Copy desk asks to edit this article.');
    await userEvent.click(canvas.getByRole('button', { name: 'Keep editing' }));
    await expect(args.lock.keep).toHaveBeenCalled();
    await userEvent.click(canvas.getByRole('button', { name: 'Save and hand over' }));
    await expect(args.lock.handOver).toHaveBeenCalled();
  },
};

export const SomeoneAsksWhileItEnds: Story = {
  args: {
    lock: lockIn({
      status: 'warning',
      lock: lockOf('You', { endsInMs: 2 * 60_000 }),
      askedBy: { id: 'copy', name: 'Copy desk' },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Your lock ends in 2 minutes.');
    await expect(canvas.getByRole('button', { name: 'Extend' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Save and hand over' })).toBeVisible();
  },
};

export const SomeoneTookOver: Story = {
  args: { lock: lockIn({ status: 'lost', lostBy: 'takeover', lock: lockOf('Desk') }) },
  play: async ({ canvas }) => {
    const [notice] = canvas.getAllByRole('status');
    await expect(notice).toHaveTextContent(/^Desk took over this article at /);
    await expect(notice).toHaveTextContent('Your changes are kept here.');
    await expect(canvas.getByRole('button', { name: 'Copy my version' })).toBeVisible();
  },
};

export const SomebodyTookOver: Story = {
  args: { lock: lockIn({ status: 'lost', lostBy: 'takeover' }) },
  play: async ({ canvas }) => {
    const [notice] = canvas.getAllByRole('status');
    await expect(notice).toHaveTextContent('Your changes are kept here.');
    await expect(canvas.getByRole('button', { name: 'Copy my version' })).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Take over' })).toBeNull();
  },
};

export const YouTookOverElsewhere: Story = {
  args: { lock: lockIn({ status: 'lost', lostBy: 'takeover', lock: lockOf('You'), isOwnOtherTab: true }) },
  play: async ({ canvas }) => {
    const [notice] = canvas.getAllByRole('status');
    await expect(notice).toHaveTextContent('You took over this article in another tab.');
    await expect(canvas.queryByRole('button', { name: 'Ask to edit' })).toBeNull();
  },
};

export const ItEndedAndSomeoneCame: Story = {
  args: { lock: lockIn({ status: 'lost', lostBy: 'expiry', lock: lockOf('Desk') }) },
  play: async ({ canvas }) => {
    const [notice] = canvas.getAllByRole('status');
    await expect(notice).toHaveTextContent('Your lock has ended, and Desk is editing this article now.');
    await expect(canvas.getByRole('button', { name: 'Take over' })).toBeVisible();
  },
};

export const ItEnded: Story = {
  args: { lock: lockIn({ status: 'lost', lostBy: 'expiry' }) },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('Your lock has ended.');
    await userEvent.click(canvas.getByRole('button', { name: 'Lock again' }));
    await expect(args.lock.take).toHaveBeenCalled();
  },
};

export const NoConnection: Story = {
  args: { lock: lockIn({ status: 'offline', lock: lockOf('You') }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('You can go on typing.');
  },
};

export const NoConnectionYet: Story = {
  args: { lock: lockIn({ status: 'offline' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('It can’t be locked for you until then');
  },
};

export const NobodyHeardTheQuestion: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Desk'), failure: 'no-answer' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('The server did not answer.');
    await expect(canvas.getByRole('button', { name: 'Ask to edit' })).toBeVisible();
  },
};

export const LockingIsNotAllowed: Story = {
  args: { lock: lockIn({ failure: 'may-not-lock' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('You may not lock this article.');
    await expect(canvas.getByText('Not locked')).toBeVisible();
    await expect(canvas.queryByRole('button')).toBeNull();
  },
};

export const SignedOut: Story = {
  args: { lock: lockIn({ failure: 'signed-out' }) },
  play: async ({ canvas, userEvent, args }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('You are signed out.');
    await userEvent.click(canvas.getByRole('button', { name: 'Lock again' }));
    await expect(args.lock.take).toHaveBeenCalled();
  },
};

export const InGerman: Story = {
  args: { lock: lockIn({ status: 'blocked', lock: lockOf('Redaktion') }), messages: germanMessages },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('button', { name: 'Um Bearbeitung bitten' })).toBeVisible();
  },
};

export const InAList: Story = {
  args: { lock: lockIn({}) },
  render: () => (
    <NoClobberProvider userId="You">
      <ul className="nc story-form">
        {[null, lockOf('Desk'), inThisTab(lockOf('You')), lockOf('You')].map((lock, index) => (
          <li key={index}>
            Harbour bridge to close for repairs <LockBadge lock={lock} />
          </li>
        ))}
      </ul>
    </NoClobberProvider>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^Desk since .+, until /)).toBeVisible();
    await expect(canvas.getByText(/^Yours until /)).toBeVisible();
    await expect(canvas.getByText(/^You, in another tab since /)).toBeVisible();
  },
};
