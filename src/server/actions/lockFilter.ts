import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import type { Condition, ListRequest } from '../query/listQuery.js';

/** Which records a list is narrowed to by their locks. */
interface LockFilter {
  readonly where: readonly Condition[];
  readonly leftOut: ReadonlySet<string>;
}

/** Finds out what "locked by me", "by others" and "free" mean now. Held locks are few; records are not. */
export async function readLockFilter(
  { store }: Context,
  {
    caller,
    request,
  }: { readonly caller: Caller; readonly request: Pick<ListRequest, 'resource' | 'locked'> },
): Promise<LockFilter> {
  const { resource, locked } = request;
  if (locked === undefined) return { where: [], leftOut: new Set() };
  const held = await store.locks.read({ tenant: caller.tenant ?? '', resource });
  if (locked === 'free') return { where: [], leftOut: new Set(held.keys()) };
  const values = [...held].flatMap(([id, { holder }]) =>
    (holder.id === caller.id) === (locked === 'me') ? [id] : [],
  );
  return { where: [{ field: 'id', operator: 'in', values }], leftOut: new Set() };
}
