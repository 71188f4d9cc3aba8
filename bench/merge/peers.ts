import { apply, diff, merge } from '@scalar/json-magic/diff';
import { diff_match_patch as DiffMatchPatch } from 'diff-match-patch';
import { diff3Merge } from 'node-diff3';
import { combineMergers, trimergeEquality, trimergeString } from 'trimerge';
import { linesOf, type Tool } from './tool.js';

/** Given lines, as for a merge of documents. */
export const nodeDiff3: Tool = {
  name: 'node-diff3, lines',
  merge: ({ base, mine, theirs }) => ({
    pieces: diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs)).map((block) => {
      if (!block.conflict) return block.ok.join('');
      const { a, o, b } = block.conflict;
      return { base: o.join(''), mine: a.join(''), theirs: b.join('') };
    }),
  }),
};

/** Given texts as they are: it cuts them into words, and loses the white space between them. Only its times say something. */
export const nodeDiff3Words: Tool = {
  name: 'node-diff3, words',
  merge: ({ base, mine, theirs }) => {
    const blocks = diff3Merge(mine, base, theirs);
    return {
      pieces: blocks.every(({ ok }) => ok)
        ? [blocks.flatMap(({ ok = [] }) => ok).join(' ')]
        : [{ base, mine, theirs }],
    };
  },
};

/** The patch from base to mine, applied to theirs; a patch that finds no place is a conflict. */
export const patchApply: Tool = {
  name: 'diff-match-patch',
  merge: ({ base, mine, theirs }) => {
    const differ = new DiffMatchPatch();
    const [text, applied] = differ.patch_apply(differ.patch_make(base, mine), theirs);
    return { pieces: applied.every(Boolean) ? [text] : [{ base, mine, theirs }] };
  },
};

const trimergeAny = combineMergers(trimergeEquality, trimergeString);

/** It merges by characters, in minutes for a long text, and never reports a conflict in a text. */
const trimerge: Tool = {
  name: 'trimerge',
  longestText: 2_000,
  merge: ({ base, mine, theirs }) => ({ pieces: [trimergeAny(base, mine, theirs)] }),
};

/** It has no merge inside a text: a field of a record is one piece. */
const jsonMagic: Tool = {
  name: 'json-magic',
  merge: ({ base, mine, theirs }) => {
    const before = { body: base };
    const { diffs, conflicts } = merge(diff(before, { body: mine }), diff(before, { body: theirs }));
    return { pieces: [conflicts.length ? { base, mine, theirs } : apply(before, diffs).body] };
  },
};

/** The packages it is measured beside. */
export const peers: readonly Tool[] = [nodeDiff3, patchApply, trimerge, jsonMagic];
