import type { RecordValue } from '../../client/index.js';
import { advance, holdBack, isEqual, type Advanced, type Versioned } from '../../core/index.js';
import type { Inside } from './inside.js';
import { withNews } from './theirChanges.js';

interface Edit<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly theirs: Versioned<T>;
}

/** Lays a newer version around what is typed. */
export function follow<T extends RecordValue>(
  inside: Inside<T>,
  { record, theirs }: { readonly record: Versioned<T>; readonly theirs: Versioned<T> },
): void {
  const { port, rules, asked, state } = inside;
  const mine = inside.getValues();
  const isDisowned = isEqual(inside.disowned, mine);
  const next = layAround(inside, { base: record, mine, theirs });
  // What the form follows while it asks was not typed.
  if (asked) inside.asked = advance({ base: record, mine: asked, theirs }, rules).mine;
  inside.latest = theirs;
  port.setValues({ base: next.base.value, mine: next.mine });
  if (isDisowned) inside.disowned = inside.getValues();
  const theirChanges = withNews(state.theirChanges, { ...next, change: theirs.change });
  inside.set({ record: next.base, theirChanges });
}

/** Takes a newer version into an edit. A field that was typed back over what is queued was not left alone: it follows that no more. */
export function layAround<T extends RecordValue>(inside: Inside<T>, edit: Edit<T>): Advanced<T> {
  const { over, rules } = inside;
  if (over === undefined) return advance(edit, rules);
  const { base, mine, theirs } = edit;
  const queued = advance({ base, mine: over, theirs }, rules);
  const typed = advance(
    { base: { ...base, value: over }, mine, theirs: { ...theirs, value: queued.mine } },
    rules,
  );
  // Once it is saved, what is typed is an edit of the record.
  inside.over = isEqual(queued.mine, theirs.value) ? undefined : queued.mine;
  return {
    base: holdBack({ base, record: queued.base, contested: typed.contested }),
    mine: typed.mine,
    followed: queued.followed,
    contested: [...queued.contested, ...typed.contested],
  };
}
