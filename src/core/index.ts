// What a record is
export type { ChangeInfo, Json, JsonObject, Person, Versioned, VersionToken } from './versions.js';
export { formatPath, isSamePath, setAt, setOwn, type Path, type PathStep } from './path.js';
export { isEqual, isPlainObject, own } from './isEqual.js';
export { applyMergePatch, createMergePatch } from './mergePatch.js';

// Conflicts and merging
export type {
  Choice,
  Conflict,
  ConflictKind,
  FieldChange,
  FieldConflict,
  Hunk,
  HunkPick,
  MergeResult,
  Side,
} from './conflicts.js';
export { merge } from './merge.js';
export { mergeConflict } from './mergeConflict.js';
export { canKeepBoth, resolve } from './resolve.js';
export { keepChoices } from './keepChoices.js';
export { advance, holdBack, settle, type Advanced } from './advance.js';
export type { Rule, Rules } from './rule.js';
export { atomic, object } from './rules.js';

// Display
export { diffText, type TextPart } from './diffText.js';

// Problem bodies
export {
  isProblem,
  problemBase,
  problemTail,
  type InvalidField,
  type Problem,
  type ProblemType,
} from './problem.js';
