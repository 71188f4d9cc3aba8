import { isPlainObject, type JsonObject } from '../../core/index.js';
import { readJson } from '../json/readJson.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';

/** Takes no more from the server's own functions than from a client: JSON that can be stored, and not too much of it. */
export function readMade(
  made: unknown,
  { id, mostBytes }: { readonly id: string; readonly mostBytes: number },
): JsonObject | Refusal {
  if (!isPlainObject(made)) return refuseMade('must be an object, or null to delete the record');
  const { _version, _meta, ...fields } = made;
  const text = toJson({ ...fields, id });
  if (text === undefined) return refuseMade('has something that JSON can not hold');
  if (new TextEncoder().encode(text).length > mostBytes)
    return refuseMade(`has more than ${mostBytes} bytes`);
  const json = readJson(text);
  if (isRefusal(json)) return refuseMade(json.detail);
  if (json.errors.length > 0) return refuse('invalid', detail, { errors: json.errors });
  // The text was made of an object.
  return json.value as JsonObject;
}

/** Writes JSON, or gives undefined where something would be lost that `JSON.stringify` leaves out or makes null. */
function toJson(value: object): string | undefined {
  let isWhole = true;
  try {
    const text = JSON.stringify(value, function look(this: unknown, _key, item: unknown) {
      isWhole &&= isJson(item) || (item === undefined && !Array.isArray(this));
      return item;
    });
    return isWhole ? text : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object') return value === null || Array.isArray(value) || isPlainObject(value);
  return typeof value === 'string' || typeof value === 'boolean';
}

const detail = 'What the action made of the record is not valid, so it was not saved.';

function refuseMade(message: string): Refusal {
  return refuse('invalid', detail, { errors: [{ pointer: '', message }] });
}
