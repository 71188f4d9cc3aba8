import { createMergePatch, isPlainObject, isProblem, problemTail } from '../../core/index.js';
import type { BatchOperation } from '../batch/batch.js';
import type { BatchDialect, BatchRowAnswer } from '../dialect.js';
import type { RecordValue } from '../record.js';

/** Words a batch for NoClobber's own version checker. */
export const nativeBatch: BatchDialect = {
  request(operations, policy) {
    const rows = 'where' in operations ? toSelection(operations) : operations.map(toRow);
    return { method: 'POST', path: ['batch'], body: { policy, operations: rows } };
  },
  readRows({ body }) {
    if (!isPlainObject(body) || !Array.isArray(body.results)) return undefined;
    const rows = body.results.map(toAnswer);
    return rows.every((row) => row !== undefined) ? rows : undefined;
  },
};

function toSelection({
  listToken,
  ...action
}: Extract<Parameters<BatchDialect['request']>[0], { where: object }>) {
  return { ...action, ...(listToken === 'unchecked' ? { unchecked: true } : { listToken }) };
}

function toRow<T extends RecordValue>(operation: BatchOperation<T>): object {
  const { op } = operation;
  if (op === 'create') return { op, value: operation.value };
  const { base } = operation;
  const row = { op, id: base.value.id, _version: base.token };
  switch (op) {
    case 'update': {
      const mine = fieldsOf(operation.mine);
      const patch = createMergePatch({ base: fieldsOf(base.value), mine });
      const force = operation.isForced ? base.change?.version : undefined;
      return {
        ...row,
        ...(patch ? { patch } : { value: mine }),
        ...(force === undefined ? {} : { force: [force] }),
      };
    }
    case 'remove':
      return row;
    case 'action':
      return {
        ...row,
        action: operation.action,
        ...('input' in operation ? { input: operation.input } : {}),
      };
  }
}

function toAnswer(result: unknown): BatchRowAnswer | undefined {
  if (!isPlainObject(result) || typeof result.status !== 'number') return undefined;
  const { status, record, problem, unchanged, id } = result;
  return {
    status,
    headers: new Headers(),
    body: problem ?? record,
    isUnchanged: unchanged === true,
    isAborted: isProblem(problem) && problemTail(problem) === 'batch-aborted',
    ...(typeof id === 'string' ? { id } : {}),
  };
}

function fieldsOf(value: object): Record<string, unknown> {
  return { ...value };
}
