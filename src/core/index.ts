// What a record is
export type { ChangeInfo, Json, JsonObject, Person, Versioned, VersionToken } from './versions.js';
export { formatPath, getAt, isSamePath, setAt, type KeyStep, type Path, type PathStep } from './path.js';
export { isEqual, isPlainObject, own } from './isEqual.js';
export { foldCase } from './foldCase.js';
export { applyMergePatch, createMergePatch } from './mergePatch.js';

// Conflicts and merging
export type {
  Choice,
  Conflict,
  ConflictKind,
  EntryOf,
  FieldChange,
  FieldConflict,
  Hunk,
  HunkPick,
  ListOrder,
  MergeResult,
  Side,
} from './conflicts.js';
export { merge, type ThreeWay } from './merge/merge.js';
export { mergeSteps } from './merge/mergeSteps.js';
export { mergeConflict } from './merge/mergeConflict.js';
export { resolve } from './merge/resolve.js';
export { canKeepBoth } from './merge/keepBoth.js';
export { lossOf } from './merge/lossOf.js';
export { pickHunk } from './merge/pickHunk.js';
export { joinBoth, mergedOf } from './text/hunks.js';
export { picksOf } from './merge/settleText.js';
export { rebase } from './merge/rebase.js';
export { advance, holdBack, settle, type Advanced } from './advance.js';
export { isUnmergeableError, UnmergeableError } from './UnmergeableError.js';

// Rules
export type { Group, Rule, Rules } from './rules/rule.js';
export { atomic } from './rules/atomic.js';
export { checkRules } from './rules/checkRules.js';
export { counter, type CounterOptions } from './rules/counter.js';
export { custom, type CustomMerge } from './rules/custom.js';
export { group } from './rules/group.js';
export { list, type ListOptions } from './rules/list.js';
export { object } from './rules/object.js';
export { prefer } from './rules/prefer.js';
export { serverManaged } from './rules/serverManaged.js';
export { set } from './rules/set.js';
export { text } from './rules/text.js';
export { datetime, decimal, emptyAs, eol, nfc, trim, type Codec, type CodecOptions } from './rules/codec.js';

// Display
export { diffText, type TextPart } from './diff/diffText.js';
export { diffValue, type ValuePart } from './diff/diffValue.js';
export { revealSigns } from './diff/revealSigns.js';

// Problem bodies
export {
  isProblem,
  problemBase,
  problemTail,
  type InvalidField,
  type Problem,
  type ProblemType,
} from './problem.js';
