import { isEqual, mergeConflict, resolve } from '../../../../src/core/index.js';
import type { Place } from './atTable.js';
import { fields, type Field } from './fields.js';
import type { World } from './openWorld.js';

/** What a person does in the dialog, and what opens it. */
export function inDialog(world: World) {
  const { store, session, witness, wishes, asked, begin } = world;
  const dialogOf = (kind: 'modified' | 'deleted') => {
    const dialog = session.getDialog();
    return dialog.conflict?.kind === kind ? dialog : undefined;
  };
  const reviewedId = () => session.getState().reviewed?.id ?? '';

  /** Saves what is merged, and of what both changed mine; but of one field theirs. */
  function saveMerged(theirs?: Field) {
    const { conflict, resource, onSave } = session.getDialog();
    if (conflict?.kind !== 'modified') return;
    const result = mergeConflict(conflict, resource.rules);
    const choices = result.conflicts.map(({ path }) => ({
      path,
      pick: path[0] === theirs ? ('theirs' as const) : ('mine' as const),
    }));
    const { merged } = resolve(result, choices);
    // Where all is theirs, the row is discarded, and a mistake in it.
    const isTheirs = isEqual(merged, conflict.theirs.value);
    const id = reviewedId();
    wishes.giveUp((wish) => wish.id === id && (wish.field === theirs || (isTheirs && wish.isWrong)));
    void begin(onSave(merged, []));
  }

  /** Whoever overwrites wants the whole record as it is here. */
  function overwrite() {
    const { conflict, onOverwrite } = session.getDialog();
    if (conflict?.kind !== 'modified' || !onOverwrite) return;
    for (const field of fields) witness.writes(reviewedId(), field, conflict.mine[field]);
    void begin(onOverwrite());
  }

  function takeAllMine() {
    if (!session.getDialog().conflict) return;
    for (const id of store.idsIn('conflict')) world.seeTheirs(id);
    void begin(session.settleAll('mine'));
  }

  /** What was copied without an answer, by row: asked for again, it is the same copy. */
  const copied = new Map<string, unknown>();
  function copy() {
    const { onSaveCopy } = dialogOf('deleted') ?? {};
    if (!onSaveCopy) return;
    const id = reviewedId();
    const edits = store.getEdited(id)?.edits;
    if (copied.get(id) !== edits) asked.copies++;
    copied.set(id, edits);
    wishes.giveUp((wish) => wish.id === id && wish.isWrong);
    void begin(onSaveCopy()).then((isMade) => isMade && copied.delete(id));
  }

  function recreate() {
    const { onRecreate } = dialogOf('deleted') ?? {};
    if (!onRecreate) return;
    asked.recreations++;
    void begin(onRecreate());
  }

  return {
    review: ({ id }: Place) => session.review(id),
    reviewAll: () => session.reviewAll(),
    takeMine: () => saveMerged(),
    takeBoth: ({ field }: Place) => saveMerged(field),
    takeTheirs: () => session.getDialog().onDiscard(),
    takeAllMine,
    takeAllTheirs: () => void begin(session.settleAll('theirs')),
    overwrite,
    recreate,
    copy,
    skip: () => session.reviewNext(),
    keepEditing: () => session.getDialog().onKeepEditing(),
  };
}
