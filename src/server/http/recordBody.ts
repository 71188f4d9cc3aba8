import type { JsonObject } from '../../core/index.js';
import type { ServedRecord } from '../outcome.js';
import type { HistoryEntry } from '../store.js';

/** The record as its own JSON object, with its token. */
export function withToken({ value, token }: ServedRecord): JsonObject {
  return { ...value, _version: token };
}

/** The record with its token, its version's number, and who made it when. */
export function withMeta(record: ServedRecord): JsonObject {
  return { ...withToken(record), _meta: metaOf(record) };
}

/** What is known of a record's version: who made it, and when, not always. */
export function metaOf({ change: { version, by, at }, key }: ServedRecord): JsonObject {
  return {
    version,
    ...(by === null ? {} : { changedBy: { id: by.id, name: by.name } }),
    ...(at === null ? {} : { changedAt: at }),
    ...(key === undefined ? {} : { key }),
  };
}

/** One change of a record's history. */
export function entryOf({ version, at, by, paths }: HistoryEntry): JsonObject {
  return { version, at, by: { id: by.id, name: by.name }, paths };
}
