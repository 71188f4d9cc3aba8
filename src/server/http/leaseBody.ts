import { isPlainObject, own } from '../../core/index.js';
import type { EditorState } from '../editor.js';
import type { LockMode } from '../lock.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { problemOfId } from '../recordName.js';
import { isStorable } from '../text.js';
import { readBody } from './body.js';
import { readBodyJson } from './parse.js';

const mostBytes = 16 * 1024;
const longestPointer = 1000;
const mostIds = 1000;

/** Reads which lock is wanted; an empty body wants the usual one. */
export async function readLockBody(
  request: Request,
): Promise<{ readonly mode?: LockMode; readonly ttlMs?: number } | Refusal> {
  const json = await readObject(request);
  if (isRefusal(json)) return json;
  const [mode, ttlMs] = [own(json, 'mode'), own(json, 'ttlMs')];
  if (mode !== undefined && mode !== 'advisory' && mode !== 'enforced')
    return malformed('"mode" is advisory or enforced.');
  if (ttlMs !== undefined && typeof ttlMs !== 'number')
    return malformed('"ttlMs" is a number of milliseconds.');
  return { ...(mode !== undefined && { mode }), ...(ttlMs !== undefined && { ttlMs }) };
}

/** Reads what somebody does with a record. */
export async function readEditorBody(
  request: Request,
): Promise<{ readonly state: EditorState; readonly field: string | null } | Refusal> {
  const json = await readObject(request);
  if (isRefusal(json)) return json;
  const [state, field = null] = [own(json, 'state'), own(json, 'field')];
  if (state !== 'viewing' && state !== 'editing') return malformed('"state" is viewing or editing.');
  if (field !== null && !isPointer(field))
    return malformed(`"field" is a JSON Pointer of at most ${longestPointer} characters, or null.`);
  return { state, field };
}

/** Reads the ids of a page: each percent-encoded, with commas between them. */
export function readIds(url: string): readonly string[] | Refusal {
  const part = new URL(url).search
    .slice(1)
    .split('&')
    .find((text) => text.startsWith('ids='));
  const ids = (part ?? '').slice('ids='.length).split(',').map(decode);
  const isWhole = ids.every((id) => id !== undefined && problemOfId(id) === undefined);
  if (isWhole && ids.length <= mostIds) return ids.filter((id) => id !== undefined);
  return refuse(
    'malformed-query',
    `"ids" lists the ids of 1 to ${mostIds} records, each percent-encoded, with commas between them: ?ids=1,2`,
  );
}

async function readObject(request: Request): Promise<object | Refusal> {
  const body = await readBody(request, mostBytes);
  if (isRefusal(body)) return body;
  if (body.bytes.length === 0) return {};
  const json = readBodyJson(request, body.bytes);
  if (isRefusal(json)) return json;
  return isPlainObject(json.value) && json.errors.length === 0
    ? json.value
    : malformed('The body is a JSON object of values that can be stored.');
}

function isPointer(value: unknown): value is string {
  const isText = typeof value === 'string' && value.length <= longestPointer && isStorable(value);
  return isText && /^(\/([^~]|~[01])*)?$/.test(value);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function malformed(detail: string): Refusal {
  return refuse('malformed-body', detail);
}
