import type { FieldChange, FieldConflict, ListOrder } from '../conflicts.js';
import type { PathMerge } from '../rules/rule.js';

/** Gathers what the parts of a value report. */
export function gather() {
  const report: { conflicts: FieldConflict[]; changes: FieldChange[]; orders?: ListOrder[] } = {
    conflicts: [],
    changes: [],
  };
  return {
    report,
    /** Takes a part's report in and gives what it merged to. */
    add(part: PathMerge): unknown {
      // One by one: a call can't take as many arguments as a list can have rows.
      for (const conflict of part.conflicts) report.conflicts.push(conflict);
      for (const change of part.changes) report.changes.push(change);
      for (const order of part.orders ?? []) (report.orders ??= []).push(order);
      return part.merged;
    },
  };
}
