import type { CellPlace } from '../../../../src/react/table/grid/createGridView.js';
import { isWritable } from './expectedCells.js';
import { columnCount, fieldAt } from './items.js';
import type { Hand, Look } from './lookAt.js';
import type { Moment } from './moment.js';

/** Where a person is to be after an act: where that takes them, and from there with the rows to wherever these stand now. */
export function expectedHand(moment: Moment): Hand {
  const { act, before, after, hands } = moment;
  const aim = aimOf(moment);
  const known = act.kind === 'add' ? after.ids : before.ids;
  const now = (id = '') => after.ids.indexOf(hands.store.currentId(id));
  const place = now(known[aim.row]);
  const lastRow = after.ids.length - 1;
  const row = place >= 0 ? place : Math.min(aim.row, lastRow < 0 ? aim.row : lastRow);
  const rows = known.slice(Math.max(0, aim.top), aim.bottom + 1).map(now);
  const [top = -1] = rows;
  const isSame = aim.top >= 0 && top >= 0 && rows.every((at, index) => at === top + index);
  return isSame ? { ...aim, row, top, bottom: top + rows.length - 1 } : boxOf({ row, column: aim.column });
}

/** Where an act takes a person, among the rows as they were. */
function aimOf(moment: Moment): Hand {
  const { act, before, after, hands } = moment;
  const { hand, ids } = before;
  const lastRow = ids.length - 1;
  switch (act.kind) {
    case 'click':
      return boxOf({ row: Math.min(act.row, lastRow), column: act.column });
    case 'extend': {
      const to = { row: Math.min(act.row, lastRow), column: act.column };
      return lastRow < 0 ? hand : boxOf(hand.row < 0 ? to : hand, to);
    }
    case 'move':
      return boxOf({
        row: between(hand.row + act.rows, { least: -1, most: lastRow }),
        column: between(hand.column + act.columns, { least: 0, most: columnCount - 1 }),
      });
    case 'extendOver':
      return { ...hand, top: 0, bottom: lastRow, left: 0, right: columnCount - 1 };
    case 'edit':
    case 'type':
      return isOpening(moment) ? boxOf(hand) : hand;
    case 'add':
      return hands.canAdd ? boxOf({ row: after.ids.length - 1, column: 1 }) : hand;
    default:
      return hand;
  }
}

function isOpening(moment: Moment): boolean {
  const { hand, ids } = moment.before;
  const [id, field] = [ids[hand.row], fieldAt(hand.column)];
  return id !== undefined && field !== undefined && field !== 'isOn' && isWritable({ id, field }, moment);
}

/** The cell whose editor is to be open after an act. */
export function expectedOpen(moment: Moment): Look['open'] {
  const { act, before, after, hands } = moment;
  const { hand, ids, open } = before;
  const [active, last] = [ids[hand.row] ?? '', after.ids.at(-1) ?? ''];
  switch (act.kind) {
    case 'edit':
    case 'type':
      return isOpening(moment) ? { id: active, at: active, field: fieldAt(hand.column) } : undefined;
    case 'add':
      return hands.canAdd ? { id: last, at: last, field: 'name' } : undefined;
    case 'commit':
    case 'escape':
      return undefined;
    default:
      return open;
  }
}

/** The range between the active cell and another. */
export function boxOf({ row, column }: CellPlace, to: CellPlace = { row, column }): Hand {
  const [top, bottom] = [Math.min(row, to.row), Math.max(row, to.row)];
  const [left, right] = [Math.min(column, to.column), Math.max(column, to.column)];
  return { row, column, top, bottom, left, right };
}

function between(number: number, { least, most }: Readonly<Record<'least' | 'most', number>>): number {
  return Math.max(least, Math.min(most, number));
}

/** The rows that are to be chosen after an act. */
export function expectedChosen({ act, before, hands, lastChosen }: Moment): readonly string[] {
  const { ids } = before;
  const chosen = [...before.chosen].map(hands.store.currentId);
  const also = (more: readonly string[]) => [...new Set([...chosen, ...more])];
  if (act.kind === 'chooseAll') return isAll(before) ? [] : also(ids);
  const id = act.kind === 'choose' ? ids[act.row] : undefined;
  if (act.kind !== 'choose' || id === undefined) return chosen;
  const from = lastChosen === undefined ? act.row : ids.indexOf(hands.store.currentId(lastChosen));
  if (act.isRange && from >= 0) return also(ids.slice(Math.min(from, act.row), Math.max(from, act.row) + 1));
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : also([id]);
}

const isAll = ({ ids, chosen }: Look) => ids.length > 0 && ids.every((id) => chosen.has(id));
