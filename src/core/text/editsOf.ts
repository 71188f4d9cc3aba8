import { diffPieces, type DiffOptions } from './diffPieces.js';
import { joinStray } from './joinStray.js';
import { mostOf } from './mostOf.js';
import type { Cut } from './pieces.js';
import type { SideEdits } from './regions.js';

export interface EditOptions extends Pick<DiffOptions, 'mostEdits'> {
  readonly cut: Cut;
  /** Pieces with the same key count as equal. */
  readonly keyOf: (piece: string) => string;
  /** Tells the key of a piece that says too little for a stretch to be the same text because of it. */
  readonly isSign?: (key: string) => boolean;
}

/**
 * Finds the edits that make `side` of `base`, in characters. Only what stands between the lines that both begin and end with is cut into
 * pieces.
 */
export function* editsOf(
  base: string,
  side: string,
  { cut, keyOf, isSign, mostEdits }: EditOptions,
): Generator<undefined, SideEdits> {
  const length = Math.min(base.length, side.length);
  const head = mostOf(length, (count) => base.slice(0, count) === side.slice(0, count));
  const start = base.slice(0, head).lastIndexOf('\n') + 1;
  const tail = mostOf(length - start, (count) => base.slice(-count) === side.slice(-count));
  // A line begins on both sides after a line break that they share.
  let rest = base.slice(base.length - tail);
  rest = rest.slice(rest.indexOf('\n') + 1 || tail);
  const at = (starts: readonly number[], piece: number) => starts[piece] ?? 0;
  const known = new Map<string, number>();
  const read = (text: string, { starts, ids } = { starts: [start], ids: [] as number[] }) => {
    let end = at(starts, ids.length);
    for (const piece of cut(text)) {
      const key = keyOf(piece);
      ids.push(known.get(key) ?? known.set(key, known.size).size - 1);
      starts.push((end += piece.length));
    }
    return { starts, ids };
  };
  const inBase = read(base.slice(start, base.length - rest.length));
  yield;
  const inSide = read(side.slice(start, side.length - rest.length));
  yield;
  // An edit can slide down over pieces like those in it.
  for (;;) {
    const line = rest.slice(0, rest.indexOf('\n') + 1 || rest.length);
    const [first] = cut(line);
    if (!first || !known.has(keyOf(first))) break;
    read(line, inBase);
    read(line, inSide);
    rest = rest.slice(line.length);
    yield;
  }
  const signs = isSign && Array.from(known.keys(), isSign);
  const found = yield* diffPieces(
    { base: inBase.ids, side: inSide.ids },
    { mostEdits, isSign: (id) => signs?.[id] },
  );
  const edits = signs
    ? joinStray(
        found,
        inBase.ids.map((id) => !signs[id]),
      )
    : found;
  return {
    edits: edits.map(([baseStart, baseEnd, , end]) => ({
      start: at(inBase.starts, baseStart),
      end: at(inBase.starts, baseEnd),
      shift: end - baseEnd,
    })),
    placeOf: (place, shift) => {
      const piece = mostOf(inBase.ids.length, (count) => at(inBase.starts, count) <= place);
      return at(inSide.starts, piece + shift) + place - at(inBase.starts, piece);
    },
  };
}
