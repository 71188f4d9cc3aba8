import type { InvalidField, Json } from '../../core/index.js';
import { refuse, type Refusal } from '../outcome.js';
import { scanJson, type JsonScan, type ScanLimits } from './scanJson.js';

const recordLimits: ScanLimits = { deepest: 100, mostErrors: 50 };
const reasons: Readonly<Record<NonNullable<JsonScan['malformed']>, string>> = {
  'too-deep': `The body is nested deeper than ${recordLimits.deepest} levels. Send a flatter record.`,
  'duplicate-key':
    'The body has the same key twice in one object, so one of the values would be lost. Send each key once.',
  'proto-key': 'The body has a key named "__proto__", which is unsafe in JavaScript. Use another name.',
};

/** A JSON value, and what in it can't be stored. */
export interface ReadJson {
  readonly kind: 'json';
  readonly value: Json;
  readonly errors: readonly InvalidField[];
  /** There are more of them than are listed. */
  readonly hasMore: boolean;
}

/** Reads JSON more strictly than `JSON.parse`: what would be lost or rounded is told, not guessed. */
export function readJson(text: string, limits = recordLimits): ReadJson | Refusal {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('malformed-body', 'The body is not JSON, so nothing was read from it. Send valid JSON.');
  }
  const { malformed, errors, hasMore } = scanJson(text, limits);
  return malformed ? refuse('malformed-body', reasons[malformed]) : { kind: 'json', value, errors, hasMore };
}
