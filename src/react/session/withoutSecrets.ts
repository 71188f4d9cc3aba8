import type { RecordValue, Unsaved } from '../../client/index.js';
import type { Versioned } from '../../core/index.js';

/** Leaves out what is never kept: the record gives it back when the draft is restored. Null where nothing else is unsaved. */
export function withoutSecrets<T extends RecordValue>(
  { base, mine, review }: Unsaved<T>,
  { secret, unsaved }: { readonly secret: readonly PropertyKey[]; readonly unsaved: readonly string[] },
): Unsaved<T> | null {
  if (unsaved.length > 0 && unsaved.every((name) => secret.includes(name))) return null;
  const open = (value: T) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !secret.includes(name))) as unknown as T;
  const openIn = (version: Versioned<T>) => ({ ...version, value: open(version.value) });
  return {
    base: base && openIn(base),
    mine: open(mine),
    review: review && {
      theirs: openIn(review.theirs),
      choices: review.choices.filter(({ path: [field] }) => !secret.includes(String(field))),
    },
  };
}
