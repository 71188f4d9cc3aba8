import { isEqual } from '../../../../src/core/index.js';
import type { Act } from './act.js';
import { boxOf } from './expectedHand.js';
import type { Cell } from './lookAt.js';
import type { Moment } from './moment.js';
import type { Hands } from './openHands.js';

/** After Ctrl+A a range goes on from the first cell of the table, which the expectation does not know. */
export function isLeftOut(act: Act, { view }: Hands): boolean {
  const { active, reach, range } = view;
  const { top, bottom, left, right } = boxOf(active, reach);
  return act.kind === 'extend' && !isEqual(range, { top, bottom, left, right });
}

/** Acts that undo does not take back yet: the last edit of a row that others deleted meanwhile goes, and the row with it. */
export function isUndoLeftOut({ act, before, after }: Moment): boolean {
  const isGone = ({ id, isDeleted }: Cell) => isDeleted && !after.ids.includes(id);
  return act.kind === 'commit' && before.cells.some((cell) => cell.isMine && isGone(cell));
}
