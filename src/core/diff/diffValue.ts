import { isEqual, isPlainObject, own } from '../isEqual.js';
import { identifyRows } from '../merge/identifyRows.js';
import { weave } from '../merge/orderRows.js';
import { rowsById } from '../merge/rowsById.js';
import { diffPieces } from '../text/diffPieces.js';
import { takeAll } from '../text/takeAll.js';

/** One field of an object, item of a list or member of a set, and what became of it. */
export interface ValuePart {
  readonly kind: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  /** The field's name; for an item its `id`, if it has one. */
  readonly name?: string | number;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Where an item stood, from 0; absent where it is added, and in a set. */
  readonly from?: number;
  /** Where it stands, from 0; absent where it is removed, and in a set. */
  readonly to?: number;
}

/** Beyond so many moves a list is shown as rearranged. */
const mostMoves = 1024;

/**
 * Shows how `after` differs from `before`, part by part: an object's fields, a list's items, a set's members. Items are known by their `id` if all have
 * one of their own, else by their content. They come in the order of `after`, what is gone where it stood.
 *
 * What has no parts, or not the same ones on both sides, is one part without a name. A missing or null side counts as empty.
 *
 * @example
 * diffValue(['a', 'b'], ['b', 'c']) // removed a, same b, added c
 */
export function diffValue(before: unknown, after: unknown): ValuePart[] {
  const [old, now] = [before ?? emptyOf(after), after ?? emptyOf(before)];
  if (isPlainObject(old) && isPlainObject(now)) return diffFields(old, now);
  if (Array.isArray(old) && Array.isArray(now)) return diffItems(old, now);
  if (old instanceof Set && now instanceof Set) {
    return diffItems([...old], [...now]).map(({ before: was, after: is }) => partOf(was, is));
  }
  return [partOf(before, after)];
}

function emptyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (value instanceof Set) return new Set();
  return isPlainObject(value) ? {} : undefined;
}

function partOf(before: unknown, after: unknown): ValuePart {
  const sides = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  if (isEqual(before, after)) return { kind: 'same', ...sides };
  if (before === undefined) return { kind: 'added', ...sides };
  return { kind: after === undefined ? 'removed' : 'changed', ...sides };
}

function diffFields(before: object, after: object): ValuePart[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({ ...partOf(own(before, name), own(after, name)), name }))
    .filter((part) => 'before' in part || 'after' in part);
}

function diffItems(before: readonly unknown[], after: readonly unknown[]): ValuePart[] {
  const [oldById, nowById] = [rowsById(before), rowsById(after)];
  const hasIds = oldById !== undefined && nowById !== undefined;
  const lists = { base: before, mine: after, theirs: [] };
  const { base: old, mine: now } = hasIds ? { base: oldById, mine: nowById } : identifyRows(lists, '');
  const [oldIds, ids] = [[...old.keys()], [...now.keys()]];
  const [from, to] = [placesOf(oldIds), placesOf(ids)];
  const moved = movedOf(ids.filter((id) => old.has(id)).map((id) => from.get(id) ?? 0));
  return [...weave(now, old).keys()].map((id) => {
    const part = partOf(old.get(id), now.get(id));
    const [start, end] = [from.get(id), to.get(id)];
    return {
      ...part,
      kind: part.kind === 'same' && start !== undefined && moved.has(start) ? 'moved' : part.kind,
      // Where rows have ids, those are their names here.
      ...(hasIds ? { name: id as string | number } : {}),
      ...(start === undefined ? {} : { from: start }),
      ...(end === undefined ? {} : { to: end }),
    };
  });
}

function placesOf(ids: readonly unknown[]): Map<unknown, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

/** Which of some places were moved: all but the longest run of places that still come in order. */
function movedOf(places: readonly number[]): Set<number> {
  const inOrder = places.toSorted((a, b) => a - b);
  const edits = takeAll(diffPieces({ base: inOrder, side: places }, { mostEdits: mostMoves }));
  return new Set(edits.flatMap(([, , start, end]) => places.slice(start, end)));
}
