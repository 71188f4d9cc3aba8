import type { Block } from './act.js';
import { fieldAt, fieldsBetween, textOf, type Field } from './items.js';
import type { Cell, Look } from './lookAt.js';
import type { Moment } from './moment.js';

/** Where something is to come into; a place beside the table has no field. */
export interface Target {
  readonly row: number;
  readonly field: Field | undefined;
  readonly from: { readonly text: string } | { readonly value: unknown };
}

/** The cells that an act is to write, also those that may not be written. */
export function targetsOf({ act, before, copied, draft }: Moment): readonly Target[] {
  const { hand, ids, open } = before;
  const isInRow = ids[hand.row] !== undefined;
  switch (act.kind) {
    case 'commit':
      return open && draft !== undefined
        ? [{ row: ids.indexOf(open.id), field: open.field, from: { text: draft } }]
        : [];
    case 'clear':
      return isInRow ? cleared(before) : [];
    case 'cut':
      return cleared(before);
    case 'fillDown':
      return filled(before);
    case 'toggle': {
      const cell = cellAt(before, { row: hand.row, field: fieldAt(hand.column) });
      return cell?.field === 'isOn' ? [{ ...hand, field: 'isOn', from: { value: cell.value !== true } }] : [];
    }
    case 'paste':
      return pasted(act.block, before);
    case 'pasteCopied':
      return pasted(copied, before);
    default:
      return [];
  }
}

/** How many rows an act puts behind the last, for what has no place in those that are there. */
export function newRowsOf(moment: Moment): number {
  const { act, hands, before } = moment;
  if (!hands.canAdd) return 0;
  if (act.kind === 'add') return 1;
  return Math.max(0, ...targetsOf(moment).map(({ row }) => row + 1 - before.ids.length));
}

/** What is copied: as it is edited, line by line. */
export function copiedFrom(look: Look): Block {
  return rowsIn(look).flatMap((row) => {
    const line = fieldsIn(look).map((field) => textOf(cellAt(look, { row, field })?.shown));
    return line.length > 0 ? [line] : [];
  });
}

function rowsIn({ hand: { top, bottom }, ids }: Look): readonly number[] {
  return [...ids.keys()].filter((row) => row >= top && row <= bottom);
}

const fieldsIn = ({ hand }: Look) => fieldsBetween(hand.left, hand.right);

function cellAt({ ids, cells }: Look, { row, field }: Pick<Target, 'row' | 'field'>): Cell | undefined {
  return cells.find((cell) => cell.id === ids[row] && cell.field === field);
}

function cleared(look: Look): readonly Target[] {
  return rowsIn(look).flatMap((row) => fieldsIn(look).map((field) => ({ row, field, from: { text: '' } })));
}

/** A range from its first row, one row from the one above. */
function filled(look: Look): readonly Target[] {
  const { top, bottom } = look.hand;
  const source = top === bottom ? top - 1 : top;
  if (source < 0) return [];
  return rowsIn(look)
    .filter((row) => row !== source)
    .flatMap((row) =>
      fieldsIn(look).map((field) => ({ row, field, from: sourceOf(cellAt(look, { row: source, field })) })),
    );
}

/** Text that is no value goes on as it is. */
function sourceOf(cell: Cell | undefined): Target['from'] {
  return cell && cell.shown !== (cell.value ?? '') ? { text: String(cell.shown) } : { value: cell?.value };
}

/** From the first cell of the range on, as often as it fits exactly; where no row is, into new ones from the first on. */
function pasted(block: Block, { hand, ids }: Look): readonly Target[] {
  if (hand.top < 0 || block.length === 0) return [];
  const { left, right } = hand;
  const { top, bottom } = ids.length > 0 ? hand : { top: 0, bottom: 0 };
  const width = Math.max(...block.map((line) => line.length));
  const height = block.length * timesIn(bottom - top + 1, block.length);
  const across = width * timesIn(fieldsBetween(left, right).length, width);
  const onward = fieldsBetween(left);
  const places = Array.from({ length: height * across }, (_, at) => [Math.floor(at / across), at % across]);
  return places.flatMap(([down = 0, aside = 0]) => {
    const text = block[down % block.length]?.[aside % width];
    return text === undefined ? [] : { row: top + down, field: onward[aside], from: { text } };
  });
}

/** At least once. */
const timesIn = (chosen: number, copied: number) => Math.max(1, chosen % copied === 0 ? chosen / copied : 1);
