import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Conflict, Versioned, VersionToken } from 'noclobber';
import { ConflictDialog } from 'noclobber/react';
import { describe, expect, it } from 'vitest';

interface Story {
  readonly id: number;
  readonly title: string;
}
interface Issue {
  readonly id: string;
  readonly stories: readonly Story[];
}

const [ferry, bridge, council] = [
  { id: 1, title: 'Ferry timetable' },
  { id: 2, title: 'How the bridge was built' },
  { id: 3, title: 'Council budget' },
];
const park = { id: 4, title: 'Where to park' };

function versioned(stories: readonly Story[], token: string): Versioned<Issue> {
  return { value: { id: 'march', stories }, token: token as VersionToken };
}

/** Mine moved the council up and wants to park; theirs moved the bridge up and renamed the ferry. */
const conflict: Conflict<Issue> = {
  kind: 'modified',
  base: versioned([ferry, bridge, council], '1'),
  mine: { id: 'march', stories: [council, ferry, bridge, park] },
  theirs: versioned([bridge, { ...ferry, title: 'Ferry timetable for summer' }, council], '2'),
};

describe('a list whose rows both moved', () => {
  it('is asked for its order alone, row by row, and merges what else there is', async () => {
    const saved: unknown[][] = [];
    const onSave = (...save: unknown[]) => Promise.resolve(saved.push(save) > 0);
    const rest = { onSave, onDiscard() {}, onKeepEditing() {} };
    render(<ConflictDialog {...rest} resource={{ recordLabel: 'issue' }} conflict={conflict} />);
    const order = within(await screen.findByRole('group', { name: 'Stories' }));
    const merged = screen.getByText('Merged automatically').closest('details');

    const [theirs, mine] = order.getAllByRole('list').map((list) => within(list));
    expect(theirs?.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
      expect.stringContaining('How the bridge was built'),
      expect.stringContaining('Ferry timetable'),
      expect.stringContaining('Council budget'),
    ]);
    expect(mine?.getByText('moved up from 3')).toBeVisible();
    expect(order.queryByRole('radio', { name: 'Edit' })).not.toBeInTheDocument();
    expect(merged).toHaveTextContent('Stories › Ferry timetable');

    await userEvent.click(order.getByRole('radio', { name: 'Your change' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save merged' }));
    expect(saved).toEqual([
      [
        {
          id: 'march',
          stories: [council, { ...ferry, title: 'Ferry timetable for summer' }, bridge, park],
        },
        [['stories']],
      ],
    ]);
  });
});
