import { groupBy } from './groupBy.js';
import type { HistoryRow, Operation } from './operation.js';
import { recordHistory, type RecordHistory } from './recordHistory.js';
import { contentRules, orderRules, type Rule } from './rules.js';

export interface Problem {
  readonly rule: string;
  readonly text: string;
  readonly record: string;
  /** The operations that show it. */
  readonly operations: readonly Operation[];
}

/**
 * Finds what clients were told that cannot be true if every save replaced the version that it names. Such saves leave one
 * possible order, the chain of versions, so nothing has to be searched. The server's own history is compared where it is given.
 */
export function checkHistory(operations: readonly Operation[], rows?: readonly HistoryRow[]): Problem[] {
  const rowsOf = rows && groupBy(rows, ({ record }) => record);
  return [...groupBy(operations, ({ record }) => record)].flatMap(([record, asked]) => {
    const history = recordHistory(asked, rowsOf && (rowsOf.get(record) ?? []));
    const problems = problemsOf(history, orderRules);
    return (problems.length > 0 ? problems : problemsOf(history, contentRules)).map((problem) => ({
      ...problem,
      record,
    }));
  });
}

/** Tells of an operation once, by the first rule that it breaks; the others it breaks only therefore. */
function problemsOf(history: RecordHistory, rules: readonly Rule[]): Omit<Problem, 'record'>[] {
  const told = new Set<Operation>();
  return rules.flatMap(({ id, text, find }) =>
    find(history)
      .filter((operations) => !operations.every((operation) => told.has(operation)))
      .map((operations) => {
        for (const operation of operations) told.add(operation);
        return { rule: id, text, operations };
      }),
  );
}
