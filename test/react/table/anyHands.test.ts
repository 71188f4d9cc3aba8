import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyActs, isInEditor, isOthers, type Act, type Block } from './any-hands/act.js';
import { expectedCells, expectedLeftOut, isStep, toShownText, toText } from './any-hands/expectedCells.js';
import { expectedChosen, expectedHand, expectedOpen } from './any-hands/expectedHand.js';
import { isLeftOut, isUndoLeftOut } from './any-hands/isLeftOut.js';
import type { Look } from './any-hands/lookAt.js';
import type { Moment } from './any-hands/moment.js';
import { openHands, toSheet, type Hands, type HandsOptions } from './any-hands/openHands.js';
import { copiedFrom, newRowsOf } from './any-hands/targetsOf.js';

const arranging = ['sort', 'filter', 'theyInsert', 'theyMove', 'theyTakeOut', 'undo', 'redo'];

/** A table under hands that are watched. */
function watch(options: HandsOptions) {
  const hands = openHands(options);
  const { follow } = createPast();
  let copied: Block = [];

  function take(act: Act): void {
    const [before, text, lastChosen] = [hands.look(), hands.getDraft(), hands.getLastChosen()];
    hands.act(act);
    const draft = act.kind === 'commit' ? text : undefined;
    const moment = { hands, act, before, after: hands.look(), copied, draft, lastChosen };
    check(moment);
    copied = copiedAfter(moment);
    expect(hands.getClipboard()).toBe(asCopied(copied));
    follow(moment);
  }

  return {
    take(act: Act): void {
      if (hands.getEditor() && !isInEditor(act) && !isOthers(act)) take({ kind: 'commit' });
      if (!isLeftOut(act, hands)) take(act);
    },
  };
}

/** What undo and redo are to bring back, as long as others do nothing. */
function createPast() {
  const done: string[] = [];
  const undone: string[] = [];
  return {
    follow(moment: Moment): void {
      const { kind } = moment.act;
      const [was, is] = [lasting(moment.before), lasting(moment.after)];
      const [from, to] = kind === 'undo' ? [done, undone] : kind === 'redo' ? [undone, done] : [];
      const due = from?.pop();
      expect(is).toBe(due ?? is);
      if (to && due !== undefined) to.push(was);
      else if (to || isOfOthers(moment) || isUndoLeftOut(moment)) done.length = undone.length = 0;
      else if (isStep(moment)) {
        done.push(was);
        undone.length = 0;
        // The editor of a new row is left first.
        if (kind !== 'add') turnBack(moment);
      }
    },
  };
}

/** Also an answer that waited until an editor was left. */
function isOfOthers({ hands, act, before }: Moment): boolean {
  const isRenamed = (id: string) => hands.store.currentId(id) !== id;
  return isOthers(act) || act.kind === 'send' || act.kind === 'save' || before.ids.some(isRenamed);
}

/** Each cell, the hand and what is said of the table are as they are to be. */
function check(moment: Moment): void {
  const { hands, after } = moment;
  expect(toText(after.cells)).toBe(expectedCells(moment));
  const { store, getWritten, hasDraft, getDraft } = hands;
  const open = expectedOpen(moment);
  expect({
    hand: after.hand,
    open: after.open,
    opened: after.cells.flatMap(({ isOpen, id, field }) => (isOpen ? { id, at: id, field } : [])),
    chosen: [...after.chosen].toSorted(),
    leftOut: getWritten()?.leftOut,
    hasDraft: hasDraft(),
    unsaved: store.getSummary().unsaved,
    hidden: after.cells.filter(({ id, isMine }) => isMine && !after.ids.includes(id)),
  }).toEqual({
    hand: expectedHand(moment),
    open,
    opened: open ? [open] : [],
    chosen: expectedChosen(moment).toSorted(),
    leftOut: expectedLeftOut(moment),
    hasDraft: getDraft() !== undefined,
    unsaved: unsavedRows(hands, after).length,
    hidden: [],
  });
  checkRows(moment);
}

/** Rows stay where they are, and new ones come behind them. */
function checkRows(moment: Moment): void {
  const { hands, act, before, after } = moment;
  if (arranging.includes(act.kind)) return;
  const isThere = (id: string) => after.ids.includes(id) || hands.desk.find(id) !== undefined;
  const stay = before.ids.map(hands.store.currentId).filter(isThere);
  const fresh = after.ids.slice(stay.length);
  expect([...stay, fresh.length]).toEqual([...after.ids.slice(0, stay.length), newRowsOf(moment)]);
}

/** One undo brings back what was shown, one redo what was done. */
function turnBack({ hands, before, after }: Moment): void {
  hands.act({ kind: 'undo' });
  const back = hands.look();
  expect(lasting(back)).toBe(lasting(before));
  expect(back.ids).toEqual(before.ids.filter((id) => back.ids.includes(id)));
  hands.act({ kind: 'redo' });
  const forth = hands.look();
  expect(lasting(forth)).toBe(lasting(after));
  expect(forth.ids).toEqual(after.ids);
}

/** What stays of a table: a row that others deleted is gone as soon as nothing in it is a person's own. */
function lasting({ cells }: Look): string {
  const mine = new Set(cells.flatMap(({ id, isMine }) => (isMine ? id : [])));
  return toShownText(cells.filter(({ id, isDeleted }) => !isDeleted || mine.has(id)));
}

/** Rows with edits that a save would send: none that needs a person first, or is on its way. */
function unsavedRows({ store }: Hands, { cells }: Look): readonly string[] {
  const held = new Set(cells.flatMap(({ id, isInvalid, isSaving }) => (isInvalid || isSaving ? id : [])));
  const mine = new Set(cells.flatMap(({ id, isMine }) => (isMine && !held.has(id) ? id : [])));
  return [...mine].filter((id) => {
    const row = store.getEdited(id);
    return !row?.deletion && !row?.conflict;
  });
}

function copiedAfter({ act, before, copied }: Moment): Block {
  const block = act.kind === 'copy' || act.kind === 'cut' ? copiedFrom(before) : [];
  return block.length > 0 ? block : copied;
}

/** The last line has no end, unless nothing else tells that it is there. */
function asCopied(block: Block): string {
  const text = toSheet(block);
  return block.at(-1)?.join('\t') === '' ? text : text.slice(0, -1);
}

const anyOptions = fc.record({ isStrict: fc.boolean(), canAdd: fc.boolean() });

describe('whatever hands do in a table, whatever others do meanwhile', () => {
  it('each act writes its own cells and no other, and the hand stays in its rows', () => {
    fc.assert(
      fc.property(anyOptions, anyActs, (options, acts) => {
        const { take } = watch(options);
        for (const act of acts) take(act);
      }),
      { numRuns: 700, seed: 7 },
    );
  });
});
