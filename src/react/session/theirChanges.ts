import {
  isEqual,
  isSamePath,
  own,
  type Advanced,
  type ChangeInfo,
  type FieldChange,
  type FieldConflict,
} from '../../core/index.js';
import type { TheirChange } from '../notice.js';

/** What a newer version brought, and who saved it. */
export interface News<T> extends Pick<Advanced<T>, 'followed' | 'contested'> {
  readonly change: ChangeInfo | undefined;
}

/** Adds what a newer version brought to what earlier ones had brought; the news of a path replace its old ones. */
export function withNews<T>(
  before: readonly TheirChange[],
  { followed, contested, change }: News<T>,
): readonly TheirChange[] {
  const told = (entries: readonly (FieldChange | FieldConflict)[], kind: TheirChange['kind']) =>
    entries.flatMap(fieldsOf).map((entry) => ({ ...entry, kind, change }));
  const news: TheirChange[] = [...told(followed, 'updated'), ...told(contested, 'both')];
  return [...before.filter(({ path }) => !news.some((entry) => isSamePath(entry.path, path))), ...news];
}

/** A form shows a group's fields one by one: each that they changed. */
function fieldsOf({
  path,
  base,
  theirs,
  of,
}: FieldChange | FieldConflict): Pick<TheirChange, 'path' | 'base' | 'theirs'>[] {
  if (of !== 'group') return [{ path, base, theirs }];
  return Object.keys({ ...Object(base), ...Object(theirs) })
    .map((name) => ({ path: [...path.slice(0, -1), name], base: own(base, name), theirs: own(theirs, name) }))
    .filter((field) => !isEqual(field.base, field.theirs));
}
