import { expect } from 'vitest';
import { isDirty } from '../../../../src/react/table/store/editedRow.js';
import type { Acting } from './createActing.js';
import type { World } from './openWorld.js';

/** Lets everything arrive and decides what is left, for mine: then the table shows what the server has, and that is all that was wanted. */
export async function finish(world: World, act: Acting): Promise<void> {
  const { line, wishes } = world;
  line.goWrong(undefined);
  await act('letGo');
  await act('commit');
  const wanted = wishes.note().filter(({ isWrong }) => !isWrong);
  const givenUp = new Set<string>();
  // What one turn recreates or finds in conflict, the next one saves.
  for (let turn = 0; turn === 0 || (turn < 4 && leftIn(world).length > 0); turn++)
    await settleAll(world, act, givenUp);
  expect(wishes.lost(wanted).filter(({ id }) => !givenUp.has(id))).toEqual([]);
  expect(leftIn(world)).toEqual([]);
  expectSame(world);
  expectOnce(world);
}

/** Hears of all, saves all, and settles what that leaves. `givenUp` gets the deleted rows that can't be saved. */
async function settleAll({ store, look }: World, act: Acting, givenUp: Set<string>): Promise<void> {
  await act('tellAll');
  await act('saveAtOnce');
  for (const { id, field } of look().filter(({ isWrong }) => isWrong)) await act('type', { id, field });
  for (const id of store.idsIn('deleted')) {
    const isWrong = look().some((cell) => cell.id === id && cell.isWrong);
    if (isWrong) givenUp.add(id);
    await act('review', { id });
    await act(isWrong ? 'takeTheirs' : 'recreate');
  }
  await act('reviewAll');
  await act('takeAllMine');
  await act('keepEditing');
  await act('saveAtOnce');
}

/** Rows that are not settled. */
function leftIn({ store, ids }: World): readonly string[] {
  return ids().filter((id) => {
    const row = store.getEdited(id);
    return row && (isDirty(row) || row.sent || row.conflict || row.deletion);
  });
}

function expectSame({ store, server, look }: World): void {
  const cells = look().filter(({ id }) => !store.getEdited(id)?.isNew);
  const stored = cells.map((cell) => ({ ...cell, shown: server.get(cell.id)?.value[cell.field] }));
  expect(cells).toEqual(stored);
}

/** No record was created twice. */
function expectOnce({ server, asked }: World): void {
  const known = new Set<string>();
  const made = { rows: 0, recreations: 0 };
  for (const { id, by, before } of server.versions) {
    if (by === 'You' && !before) made[known.has(id) ? 'recreations' : 'rows']++;
    known.add(id);
  }
  expect(made.rows).toBeLessThanOrEqual(asked.rows + asked.copies);
  expect(made.recreations).toBeLessThanOrEqual(asked.recreations);
}
