import { contentOf, contentOfText, newItem, type Content, type Field } from './items.js';
import type { Cell } from './lookAt.js';
import type { Moment } from './moment.js';
import { targetsOf } from './targetsOf.js';

interface Place {
  readonly id: string;
  readonly field: Field;
}

const keyOf = ({ id, field }: Place) => `${id}.${field}`;

/** What a cell shows, and whether it is marked as a person's own. */
type Marked = Content & Pick<Cell, 'isMine'>;

/** Cells as texts, one a line, with a star where they are a person's own and an exclamation mark where they are not valid. */
export function toText(cells: readonly (Place & Marked)[]): string {
  const lines = cells.map((cell) => {
    const marks = `${cell.isMine ? '*' : ''}${cell.isInvalid ? '!' : ''}`;
    return `${keyOf(cell)}: ${JSON.stringify(cell.shown)}${marks}`;
  });
  return lines.toSorted().join('\n');
}

/** The same, where whose a cell is counts only if it stands against what others saved: they may have saved the same. */
export function toShownText(cells: readonly Cell[]): string {
  const isAgainst = ({ isMine, value, base, latest }: Cell) => isMine && base !== latest && value !== latest;
  return toText(cells.map((cell) => ({ ...cell, isMine: isAgainst(cell) })));
}

/** The cells as an act is to leave them: what it writes, else what is a person's own, else what was saved last. */
export function expectedCells(moment: Moment): string {
  const { act, after } = moment;
  const [earlier, written] = [earlierCells(moment), writtenCells(moment)];
  const isOpen = act.kind === 'commit';
  const expected = (cell: Cell): Cell => {
    const [was, content] = [earlier.get(keyOf(cell)), written.get(keyOf(cell))];
    if (content && !was?.isSent) return { ...cell, ...over(was ?? cell, { content, isOpen }) };
    // Others may have saved the same.
    return { ...cell, ...(content ?? unwritten(cell, { was, moment })), isMine: cell.isMine };
  };
  const there = new Set(after.cells.map(keyOf));
  const gone = [...earlier.values()].filter((cell) => !there.has(keyOf(cell)));
  const lost = gone.filter((cell) => isKept(cell, moment) && !isTypedBack(cell, moment)).map(expected);
  return toText([...after.cells.map(expected), ...lost.filter(({ isMine }) => isMine)]);
}

interface Earlier {
  readonly was: Cell | undefined;
  readonly moment: Moment;
}

function unwritten(cell: Cell, { was, moment }: Earlier): Content {
  const { id, field, isMine } = cell;
  if (isTurn(moment) && isMine) return cell;
  if (was && isKept(was, moment) && (isMine || !isTypedBack(was, moment))) return was;
  const saved = moment.hands.desk.find(id);
  if (saved) return contentOf(field, saved.value[field]);
  if (isTurn(moment)) return cell;
  // Others deleted its row, and undo has brought it back since.
  if (was?.isMine) return contentOf(field, was.latest);
  return was ?? contentOf(field, newItem[field]);
}

/** How many cells an act says that it left out: they have no place, or may not be written. */
export function expectedLeftOut(moment: Moment): number | undefined {
  const targets = targetsOf(moment);
  const isSilent = moment.act.kind === 'commit' || moment.act.kind === 'toggle' || targets.length === 0;
  return isSilent ? undefined : targets.length - writtenCells(moment).size;
}

/** Tells whether undo takes an act back: it put rows in, threw edits away, or changed a cell that it wrote. */
export function isStep(moment: Moment): boolean {
  const { act, before, after } = moment;
  const written = writtenCells(moment);
  const isOfIt = (cell: Cell) => act.kind === 'discard' || written.has(keyOf(cell));
  const [was, is] = [before, after].map(({ cells }) => toShownText(cells.filter(isOfIt)));
  return was !== is || after.cells.length > before.cells.length;
}

/** By the names that their rows have now. */
function earlierCells({ before, hands }: Moment): ReadonlyMap<string, Cell> {
  const renamed = before.cells.map((cell) => ({ ...cell, id: hands.store.currentId(cell.id) }));
  return new Map(renamed.map((cell) => [keyOf(cell), cell]));
}

function writtenCells(moment: Moment): ReadonlyMap<string, Content> {
  const { before, after, hands } = moment;
  const written = new Map<string, Content>();
  for (const { row, field, from } of targetsOf(moment)) {
    const id = before.ids[row] ?? after.ids[row];
    if (id === undefined || !field || !isWritable({ id, field }, moment)) continue;
    const content = 'text' in from ? contentOfText(field, from.text) : contentOf(field, from.value);
    written.set(keyOf({ id: hands.store.currentId(id), field }), content);
  }
  return written;
}

/** What was typed into an open editor is taken, whatever came meanwhile. */
export function isWritable({ id, field }: Place, { act, before }: Moment): boolean {
  if (act.kind === 'commit') return true;
  const isOn = (cell: Cell) => cell.field === 'isOn' && cell.value === true;
  const isClosed = (cell: Cell) => cell.isDeleted || cell.isLocked || (field === 'weight' && isOn(cell));
  return field !== 'code' && !before.cells.some((cell) => cell.id === id && isClosed(cell));
}

/** The value that was read takes an edit back: the cell shows what was saved since. Where a person sees that, it is what was read. */
function over(
  was: Cell,
  { content, isOpen }: { readonly content: Content; readonly isOpen: boolean },
): Marked {
  const isSeen = was.isMine ? !was.isInvalid && was.value === was.latest : !isOpen;
  const read = isSeen ? [was.latest] : [was.latest, was.base];
  const isBack = read.some((value) => (value ?? '') === content.shown);
  const isMine = content.isInvalid || !isBack;
  return { ...content, isMine, shown: isMine ? content.shown : (was.latest ?? '') };
}

/** What was read was typed over what was on its way: where that is not saved, nothing is left to save. */
function isTypedBack({ isSent, shown, base }: Cell, { act }: Moment): boolean {
  return (act.kind === 'answer' || act.kind === 'save') && isSent && shown === (base ?? '');
}

/** What turns out of undo and redo is told by what was there before those steps. */
const isTurn = ({ act }: Moment) => act.kind === 'undo' || act.kind === 'redo';

function isKept({ isMine, isSaving }: Cell, moment: Moment): boolean {
  return isMine && !isTurn(moment) && (moment.act.kind !== 'discard' || isSaving);
}
