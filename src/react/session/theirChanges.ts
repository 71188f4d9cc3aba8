import {
  diffValue,
  isSamePath,
  type Advanced,
  type ChangeInfo,
  type FieldChange,
  type FieldConflict,
} from '../../core/index.js';
import type { TheirChange } from '../notice.js';

/** Adds what a newer version brought to what earlier ones had brought; the news of a path replace its old ones. */
export function withNews<T>(
  before: readonly TheirChange[],
  {
    followed,
    contested,
    change,
  }: Pick<Advanced<T>, 'followed' | 'contested'> & { readonly change: ChangeInfo | undefined },
): readonly TheirChange[] {
  const news: TheirChange[] = [
    ...followed.flatMap(fieldsOf).map((entry) => ({ ...entry, kind: 'updated' as const, change })),
    ...contested.flatMap(fieldsOf).map((entry) => ({ ...entry, kind: 'both' as const, change })),
  ];
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
  return diffValue(base, theirs)
    .filter(({ kind }) => kind !== 'same')
    .map(({ name = '', before, after }) => ({
      path: [...path.slice(0, -1), name],
      base: before,
      theirs: after,
    }));
}
