import { own } from '../../core/index.js';
import type { Intent, Unchecked } from '../command.js';
import { resourceOf, type Context } from '../context.js';
import { toConditions } from '../query/readListQuery.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import type { BatchArrival, RowAction } from './batchArrival.js';
import { hashRequest, rowKey } from './idempotency.js';
import { readAction } from './readRow.js';
import type { Selection } from './selection.js';

/**
 * Reads an action on all that match: `{ action, input, where }` with the `listToken`, or with the word `unchecked`. `remove` deletes them,
 * unless the application has an action of that name.
 */
export async function readSelectionIntent(
  context: Context,
  operation: Readonly<Record<string, unknown>>,
  arrival: BatchArrival,
): Promise<Selection | Refusal> {
  const { caller, resource, key, mayRead, forbidden } = arrival;
  const where = toConditions(own(operation, 'where'));
  if (where === undefined)
    return refuse('malformed-body', '"where" is the condition that the list was read with.');
  const isUnchecked = own(operation, 'unchecked') === true;
  const token = own(operation, 'listToken');
  const name = own(operation, 'action');
  const isRemoval = name === 'remove' && !Object.hasOwn(resourceOf(context, resource).actions ?? {}, name);
  const wanted: RowAction = {
    ...(isRemoval ? { operation: 'remove' } : { operation: 'action', action: String(name) }),
    ...(isUnchecked && { unchecked: true }),
  };
  const denied = await arrival.permit(wanted);
  if (denied) return denied;
  if (!isUnchecked && (token === undefined || token === null || token === '')) {
    return refuse(
      'token-required',
      'An action on all that match needs the list token that was read with them, or the explicit word "unchecked".',
    );
  }
  const proof: Unchecked = { kind: 'unchecked', where };
  const sample: Intent | Refusal = isRemoval
    ? { kind: 'remove', proof }
    : readAction(context, operation, { resource, proof });
  if (isRefusal(sample)) return sample;
  const asked = JSON.stringify([name, own(operation, 'input'), where]);
  const body = new TextEncoder().encode(asked);
  const hash = await hashRequest({ method: 'BATCH', resource, id: undefined, body });
  return {
    where,
    proof: isUnchecked ? proof : { kind: 'list', token: String(token) },
    async toRow(id, found) {
      const refused = await arrival.permit({ ...wanted, id });
      return {
        caller,
        resource,
        id,
        intent: refused ?? { ...sample, proof: found },
        request: refused || key === undefined ? undefined : { key: rowKey(key, id), hash },
        overwrites: undefined,
        mayRead,
        ...(forbidden && { forbidden }),
      };
    },
  };
}
