import { expect } from 'vitest';
import { isSendable, stateOf, type RowState } from '../../../../src/react/table/store/editedRow.js';
import type { World } from './openWorld.js';

/** Saves all. Where nothing else is under way, the notice counts each row once, as what the server has made of it. */
export async function saveAndCount(world: World): Promise<void> {
  const { store, session, server } = world;
  const isAlone = world.isIdle() && world.line.isSound() && store.idsIn('saving').length === 0;
  const unsaved = unsavedIn(world);
  const before = server.versions.length;
  session.dismissNotice();
  void world.begin(session.save());
  if (!isAlone) return;
  await world.settled();
  const made = server.versions.slice(before).map(({ id }) => id);
  const { notice } = session.getState();
  if (unsaved.length === 0) return expect({ notice, made }).toEqual({ notice: null, made: [] });
  const saved = expectCounts(world, unsaved);
  // One version a row; a row without one is as the server had it already.
  expect(made.toSorted()).toEqual([...new Set(made)].toSorted());
  expect(saved).toEqual(expect.arrayContaining(made));
  const shown = world.look().filter(({ id }) => saved.includes(id) && !made.includes(id));
  expect(shown).toEqual(shown.map((cell) => ({ ...cell, shown: server.get(cell.id)?.value[cell.field] })));
}

function unsavedIn({ store }: World): readonly string[] {
  const ids = store.idsIn('new', 'edited', 'locked', 'not-allowed', 'failed');
  const unsaved = ids.map(store.getEdited).filter((row) => row !== undefined && isSendable(row));
  expect(store.getSummary().unsaved).toBe(unsaved.length);
  return unsaved.flatMap((row) => row?.base.value.id ?? []);
}

/** @returns the rows that were saved. */
function expectCounts({ policy, store, session }: World, unsaved: readonly string[]): readonly string[] {
  const ids = unsaved.map(store.currentId);
  const now = (...states: readonly RowState[]) =>
    ids.filter((id) => {
      const row = store.getEdited(id);
      return row !== undefined && states.includes(stateOf(row));
    });
  const saved = now('saved');
  const open = now('conflict', 'deleted');
  const refused = now('invalid', 'locked', 'not-allowed', 'failed');
  const isWhole = policy === 'abort-all';
  expect(session.getState().notice).toMatchObject({
    kind: 'saved',
    saved: saved.length,
    // What is known beforehand to be in the way counts, too.
    open: isWhole ? store.idsIn('conflict', 'deleted').length : open.length,
    refused: isWhole ? store.idsIn('invalid').length : refused.length,
    aborted: ids.length - saved.length - open.length - refused.length,
    unsent: 0,
  });
  if (isWhole) expect([0, ids.length]).toContain(saved.length);
  return saved;
}
