import { merge, text, type Hunk } from 'noclobber';
import type { OpenRegion, Sides, Tool } from './tool.js';

/** This project, with the rule for a text field. Merges by words count as settled, but want a review. */
export const noclobberTool: Tool = {
  name: 'noclobber',
  merge: ({ base, mine, theirs }: Sides) => {
    const result = merge(
      { base: { body: base }, mine: { body: mine }, theirs: { body: theirs } },
      { body: text() },
    );
    const [conflict] = result.conflicts;
    if (conflict) return { pieces: conflict.hunks?.map(pieceOf) ?? [{ base, mine, theirs }] };
    return { pieces: [result.merged.body], wantsReview: result.changes.some(({ kind }) => kind === 'auto') };
  },
};

function pieceOf(hunk: Hunk): string | OpenRegion {
  switch (hunk.kind) {
    case 'stable':
      return hunk.base;
    case 'mine':
      return hunk.mine;
    case 'theirs':
    case 'both':
      return hunk.theirs;
    case 'auto':
    case 'settled':
      return hunk.merged ?? '';
    case 'conflict':
      return { base: hunk.base, mine: hunk.mine, theirs: hunk.theirs };
  }
}
