import { expect } from 'vitest';
import { around } from './around.js';
import { atTable, type Place } from './atTable.js';
import type { Wish } from './createWishes.js';
import { inDialog } from './inDialog.js';
import type { World } from './openWorld.js';

type Acts = ReturnType<typeof atTable> & ReturnType<typeof inDialog> & ReturnType<typeof around>;
export type Kind = keyof Acts;

const inOrder = { lost: [], problems: [], failures: [], stuck: 0, isSaving: false };

/** By these a person at once writes over, takes back or gives up what they wrote: in that cell, in that row, or anywhere. */
const givingUp: Readonly<Partial<Record<Kind, 'cell' | 'row' | 'all'>>> = {
  type: 'cell',
  misspell: 'cell',
  discard: 'row',
  paste: 'all',
  commit: 'all',
  discardAll: 'all',
  undo: 'all',
  redo: 'all',
  takeTheirs: 'all',
  takeAllTheirs: 'all',
};

/** Makes what lets one thing happen in a world, waits until it is done, and checks that all is in order. */
export function createActing(world: World) {
  const { session, editor, wishes, writing } = world;
  const table = atTable(world);
  const dialog = inDialog(world);
  const acts: Record<Kind, (place: Place) => unknown> = { ...table, ...dialog, ...around(world) };

  return async (kind: Kind, place: Partial<Place> = {}): Promise<void> => {
    const at: Place = { id: '', field: 'title', value: 0, ...place };
    if (kind in table) session.getDialog().onKeepEditing();
    if (kind in table || kind in dialog) writing(editor.commit);
    wishes.note();
    const act = () => acts[kind](at);
    await (kind in table ? writing(act) : act());
    await world.settled();
    const lost = wishes.lost().filter((wish) => !isGivenUp(wish, kind, at));
    expect({ lost, ...reportOf(world) }).toEqual(inOrder);
  };
}

export type Acting = ReturnType<typeof createActing>;

function reportOf({ witness, failures, getStuck, line, session }: World) {
  const { isSaving, progress } = session.getState();
  const saysSaving = isSaving || progress !== null || session.getDialog().isSaving === true;
  return {
    problems: witness.problems,
    failures,
    stuck: getStuck(),
    isSaving: !line.isHeld() && saysSaving,
  };
}

function isGivenUp(wish: Wish, kind: Kind, { id, field }: Place): boolean {
  const where = givingUp[kind];
  if (where === 'all' || !where) return where === 'all';
  return wish.id === id && (where === 'row' || wish.field === field);
}
