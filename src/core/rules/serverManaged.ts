import type { Rule } from './rule.js';

/** Takes what the server has, always: a version, a time of change. Nobody edits such a field, so nobody is told. */
export function serverManaged(): Rule<unknown> {
  return {
    merge: ({ theirs }) => ({ merged: theirs, conflicts: [], changes: [] }),
  };
}
