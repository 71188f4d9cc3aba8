import { isPlainObject, own } from '../../core/index.js';
import type { Context } from '../context.js';
import type { ReadJson } from '../json/readJson.js';
import type { ScanLimits } from '../json/scanJson.js';
import { mapLimited } from '../mapLimited.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { type BatchCommand, type BatchPolicy } from './batch.js';
import type { BatchArrival } from './batchArrival.js';
import { errorsByRow, readRow } from './readRow.js';
import { readSelectionIntent } from './readSelectionIntent.js';

const mostRows = 10_000;
const policies: readonly BatchPolicy[] = ['silent', 'abort-all'];

/** A record may be as deep in a batch as alone, and one row's bad values are no other's affair. */
export const batchLimits: ScanLimits = { deepest: 103, mostErrors: 10_000 };

/** Reads a batch: `{ policy, operations }`, where the operations are rows, or an action on all that match. */
export async function readBatch(
  context: Context,
  json: ReadJson,
  arrival: BatchArrival,
): Promise<BatchCommand | Refusal> {
  const { value, errors, hasMore } = json;
  const policy = policies.find((name) => name === own(value, 'policy'));
  if (policy === undefined) {
    return malformed(
      '"policy" is "silent" or "abort-all". To merge or to ask is the client\'s part: it sends "silent", merges, and sends again.',
    );
  }
  const operations = own(value, 'operations');
  const { caller, resource, key } = arrival;
  const common = { caller, resource, policy, request: key === undefined ? undefined : { key } };
  if (isPlainObject(operations)) {
    if (errors.length > 0)
      return refuse('invalid', 'The action has values that can not be used.', { errors });
    const selection = await readSelectionIntent(context, operations, arrival);
    return isRefusal(selection) ? selection : { ...common, rows: [], selection };
  }
  if (!Array.isArray(operations))
    return malformed('"operations" is a list of rows, or one action on all that match.');
  if (operations.length > mostRows)
    return refuse('too-large', `A batch has at most ${mostRows} rows. Send several.`);
  if (hasMore) return refuse('invalid', 'The batch has too many values that can not be stored.');
  const problems = errorsByRow(errors);
  const rows = await mapLimited(operations, (operation: unknown, index) =>
    readRow(context, { operation, index, errors: problems.get(index) ?? [] }, arrival),
  );
  const ids = rows.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size === ids.length) return { ...common, rows };
  return malformed(
    'The same record is in the batch twice, so it is not clear what shall become of it. Send each once.',
  );
}

function malformed(detail: string): Refusal {
  return refuse('malformed-body', detail);
}
