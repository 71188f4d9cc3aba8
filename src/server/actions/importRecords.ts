import { isEqual } from '../../core/index.js';
import type { WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import { toSave, type Bypass, type Change } from '../direct/command.js';
import type { ImportInput } from '../direct/inputs.js';
import type { Refusal, Removed, Saved } from '../outcome.js';
import { hashRequest, rowKey } from './idempotency.js';
import { refuseId } from './intent.js';
import { get } from './read.js';
import { mostTries, write } from './write.js';

/** What became of one imported record. */
export interface ImportResult {
  readonly id: string;
  /** `left`: it exists, or existed, and the mode says to leave it; or it is equal. */
  readonly outcome: Saved | Removed | Refusal | { readonly kind: 'left' };
}

type ImportRecord = ImportInput['records'][number];

/** Takes records over from elsewhere, one after the other. */
export async function importRecords(
  context: Context,
  input: ImportInput,
  bypass: Bypass,
): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = [];
  for (const record of input.records) {
    const outcome = refuseId(record.id) ?? (await importOne(context, { input, record, bypass }));
    results.push({ id: record.id, outcome });
  }
  return results;
}

async function importOne(
  context: Context,
  job: { readonly input: ImportInput; readonly record: ImportRecord; readonly bypass: Bypass },
  attempt = 1,
): Promise<ImportResult['outcome']> {
  const { input, record } = job;
  const { mode, resource, by: caller } = input;
  const { _version, _meta, ...value } = record;
  const found = await get(context, { caller, resource, id: record.id });
  if (mode === 'skip' && (found.kind === 'found' || found.reason === 'record-deleted'))
    return { kind: 'left' };
  if (mode === 'check' && found.kind === 'refused' && found.reason === 'record-deleted') return found;
  if (found.kind === 'found' && isEqual(found.record.value, value)) return { kind: 'left' };
  const kind = found.kind === 'found' ? 'replace' : 'create';
  const outcome = await write({ context, command: await toImport(job, kind) });
  // Somebody else was faster, which is no matter where what is there is left, or overwritten.
  const isLate = outcome.kind === 'refused' && ['already-exists', 'record-deleted'].includes(outcome.reason);
  if (isLate && mode === 'skip') return { kind: 'left' };
  return isLate && mode === 'force' && attempt < mostTries ? importOne(context, job, attempt + 1) : outcome;
}

/** The key is the same whether the record is made or overwritten, so that a repeated import is known. */
async function toImport(
  { input, record, bypass }: Parameters<typeof importOne>[1],
  kind: Change['kind'],
): Promise<WriteCommand> {
  const { resource, by, key, mode } = input;
  const { _version: token, ...value } = record;
  const { id } = value;
  const isForced = mode === 'force';
  const command = await toSave(
    { resource, by, id, ...(token !== undefined && { token }) },
    { kind, id, value, over: isForced ? 'tombstone' : 'nothing' },
    isForced ? { ...bypass, unchecked: [...bypass.unchecked, { resource, id }] } : bypass,
  );
  if (key === undefined) return command;
  const body = new TextEncoder().encode(JSON.stringify(value));
  const hash = await hashRequest({ method: 'IMPORT', resource, id, body });
  return { ...command, request: { key: rowKey(key, id), hash } };
}
