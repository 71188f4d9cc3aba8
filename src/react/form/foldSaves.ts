import type { QueuedSave, Unsaved } from '../../client/index.js';
import { settle, type Rules } from '../../core/index.js';

/** The saves of one record, in their order; a record that doesn't exist yet has one. */
export function sameRecord(
  saves: readonly QueuedSave[],
  { url, id, order }: Pick<QueuedSave, 'url' | 'id' | 'order'>,
): readonly QueuedSave[] {
  return saves.filter((save) => save.url === url && save.id === id && (id !== '' || save.order === order));
}

/** Makes one edit of a record's saves: what each later one changed is laid over what the first was to save. */
export function foldSaves(
  saves: readonly QueuedSave[],
  rules: Rules<unknown> | undefined,
): Unsaved<unknown> | undefined {
  const [first, ...later] = saves;
  if (!first) return undefined;
  const mine = later.reduce(
    (saved, next) =>
      next.base ? settle({ sent: next.base.value, mine: next.mine, saved }, rules) : next.mine,
    first.mine,
  );
  return { base: first.base, mine };
}
