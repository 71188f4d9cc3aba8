import { isEqual, type JsonObject } from '../../core/index.js';
import type { Context } from '../context.js';
import { toSave, type Change } from '../direct/command.js';
import type { ImportInput } from '../direct/inputs.js';
import type { Refusal, Removed, Saved } from '../outcome.js';
import { get } from './read.js';
import { write } from './write.js';

/** What became of one imported record. */
export interface ImportResult {
  readonly id: string;
  /** `left`: it exists, and the mode says to leave it, or it is equal. */
  readonly outcome: Saved | Removed | Refusal | { readonly kind: 'left' };
}

/** Takes records over from elsewhere, one after the other. */
export async function importRecords(context: Context, input: ImportInput): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = [];
  for (const record of input.records) {
    results.push({ id: record.id, outcome: await importOne(context, input, record) });
  }
  return results;
}

async function importOne(
  context: Context,
  { resource, by, key, mode }: ImportInput,
  { _version: token, ...value }: ImportInput['records'][number],
): Promise<ImportResult['outcome']> {
  const { id } = value;
  const found = await get(context, { caller: by, resource, id });
  const change = (kind: Change['kind']): Change => ({
    kind,
    id,
    value,
    over: mode === 'force' ? 'tombstone' : 'nothing',
  });
  const request = {
    resource,
    by,
    id,
    ...(key !== undefined && { key: `${key} ${id}` }),
    ...(token !== undefined && { token }),
  };
  const bypass = mode === 'force' ? { unchecked: { resource, id } } : {};
  if (found.kind === 'refused')
    return write({ context, command: await toSave(request, change('create'), bypass) });
  if (mode === 'skip' || isEqual(found.record.value, value satisfies JsonObject)) return { kind: 'left' };
  return write({ context, command: await toSave(request, change('replace'), bypass) });
}
