import { isSamePath, type Advanced, type ChangeInfo } from '../../core/index.js';
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
    ...followed.map((entry) => ({ ...entry, kind: 'updated' as const, change })),
    ...contested.map((entry) => ({ ...entry, kind: 'both' as const, change })),
  ];
  return [...before.filter(({ path }) => !news.some((entry) => isSamePath(entry.path, path))), ...news];
}
