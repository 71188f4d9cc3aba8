import type { Edit } from './diffPieces.js';

/** Start and end, in pieces. */
export type Span = readonly [start: number, end: number];

/** A stretch of the base and what became of it on each side. */
export interface Region {
  readonly kind: 'stable' | 'mine' | 'theirs' | 'both' | 'conflict';
  readonly base: Span;
  readonly mine: Span;
  readonly theirs: Span;
}

/** Tells whether two edits are too close to each other to be merged by themselves. `before` ends where the gap begins. */
export type IsNear = (before: Edit, after: Edit) => boolean;

/**
 * Lays the edits of both sides over the base, the way of diff3 (Khanna, Kunal and Pierce, A Formal Investigation of Diff3, 2007): edits
 * that overlap, touch or are near each other make one region.
 */
export function regionsOf(
  pieces: Readonly<Record<'base' | 'mine' | 'theirs', Int32Array>>,
  edits: Readonly<Record<'mine' | 'theirs', readonly Edit[]>>,
  isNear: IsNear = () => false,
): Region[] {
  const { base, mine, theirs } = pieces;
  const regions: Region[] = [];
  /** How many pieces longer a side is than the base, up to here. */
  const growth = { mine: 0, theirs: 0 };
  const spansOf = (start: number, end: number) => ({
    base: [start, end] as const,
    mine: [start + growth.mine, end + growth.mine] as const,
    theirs: [start + growth.theirs, end + growth.theirs] as const,
  });
  const next = { mine: 0, theirs: 0 };
  const nextSide = () => {
    const [one, other] = [edits.mine[next.mine], edits.theirs[next.theirs]];
    return one && !(other && other.baseStart < one.baseStart) ? 'mine' : 'theirs';
  };
  let from = 0;
  for (let edit = edits[nextSide()][next[nextSide()]]; edit;) {
    const start = edit.baseStart;
    if (from < start) regions.push({ kind: 'stable', ...spansOf(from, start) });
    const [before, taken] = [spansOf(start, start), { ...next }];
    let last = edit;
    do {
      const side = nextSide();
      growth[side] += edit.end - edit.start - (edit.baseEnd - edit.baseStart);
      next[side]++;
      if (edit.baseEnd >= last.baseEnd) last = edit;
      edit = edits[nextSide()][next[nextSide()]];
    } while (edit && (edit.baseStart <= last.baseEnd || isNear(last, edit)));
    from = last.baseEnd;
    const after = spansOf(from, from);
    const spans = {
      base: [start, from] as const,
      mine: [before.mine[0], after.mine[1]] as const,
      theirs: [before.theirs[0], after.theirs[1]] as const,
    };
    const isMine = next.mine > taken.mine;
    const isBoth = isMine && next.theirs > taken.theirs;
    const isSame =
      isBoth && isEqualSpan({ ids: mine, span: spans.mine }, { ids: theirs, span: spans.theirs });
    regions.push({ kind: isSame ? 'both' : isBoth ? 'conflict' : isMine ? 'mine' : 'theirs', ...spans });
  }
  if (from < base.length) regions.push({ kind: 'stable', ...spansOf(from, base.length) });
  return regions;
}

interface SpanOf {
  readonly ids: Int32Array;
  readonly span: Span;
}

function isEqualSpan(a: SpanOf, b: SpanOf): boolean {
  const length = a.span[1] - a.span[0];
  if (length !== b.span[1] - b.span[0]) return false;
  for (let at = 0; at < length; at++) if (a.ids[a.span[0] + at] !== b.ids[b.span[0] + at]) return false;
  return true;
}
