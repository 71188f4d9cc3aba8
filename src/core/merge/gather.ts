import type { FieldChange, FieldConflict, ListOrder } from '../conflicts.js';
import type { PathMerge } from '../rules/rule.js';

/** Gathers what the parts of a value report. */
export function gather() {
  const report = {
    conflicts: [] as FieldConflict[],
    changes: [] as FieldChange[],
    orders: [] as ListOrder[],
  };
  return {
    report,
    /** Takes a part's report in and gives what it merged to. */
    add({ merged, conflicts, changes, orders = [] }: PathMerge): unknown {
      // One by one: a call can't take as many arguments as a list can have rows.
      for (const conflict of conflicts) report.conflicts.push(conflict);
      for (const change of changes) report.changes.push(change);
      for (const order of orders) report.orders.push(order);
      return merged;
    },
  };
}
