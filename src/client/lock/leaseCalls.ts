import { cutInChunks } from '../batch/cutInChunks.js';
import type { CallOptions } from '../callOptions.js';
import type { Dialect, WireAnswer, WireRequest } from '../dialect.js';
import type { Doing, EditorsAnswer } from '../live/editor.js';
import type { MarkTab } from './tabMarker.js';
import type { LockAct, LockAnswer, LockWish, RecordLock } from './recordLock.js';

/** The lock of one record, call by call. Each throws `NetworkError` where no answer came; none is repeated by itself. */
export interface LockCalls {
  /** Takes the lock, or renews it. */
  take(wish?: LockWish, options?: CallOptions): Promise<LockAnswer>;
  /** Takes it from whoever holds it: a permission, unless that is one's own other tab. */
  takeOver(wish?: LockWish, options?: CallOptions): Promise<LockAnswer>;
  /** Tells whoever holds it that one wants to edit. */
  ask(options?: CallOptions): Promise<LockAnswer>;
  /** Takes a question back, or answers one with "not now"; a server that doesn't know of that leaves it as it is. */
  endAsk(): Promise<LockAnswer>;
  read(options?: CallOptions): Promise<LockAnswer>;
  /** Gives it up, also while the page goes away. */
  release(): Promise<LockAnswer>;
}

/** Who has one record open, call by call. */
export interface EditorCalls {
  /** Tells the others that one is here. */
  put(doing: Doing, options?: CallOptions): Promise<EditorsAnswer>;
  read(options?: CallOptions): Promise<EditorsAnswer>;
  /** Takes one's own tab away, also while the page goes away. */
  remove(): Promise<void>;
}

/** Locks and presence of a resource's records. */
export interface Leases {
  lock(id: string): LockCalls;
  /** Reads the locks of a page of records in one request, of very many in as few as their ids need; null where nobody holds one. */
  locks(ids: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, RecordLock | null>>;
  editors(id: string): EditorCalls;
}

/** Makes them; against a server that has none, all say so. */
export function leasesOf({
  dialect,
  markTab,
  call,
}: {
  readonly dialect: Dialect;
  /** Says of a lock whether it is held in the tab of this page. */
  readonly markTab: MarkTab;
  readonly call: (request: WireRequest, options?: CallOptions) => Promise<WireAnswer>;
}): Leases {
  const { live } = dialect;
  return {
    lock: sameForEach((id) => {
      const ask = async (request: LockRequest, options?: CallOptions): Promise<LockAnswer> => {
        if (!live) return { kind: 'none' };
        const answer = live.readLock(await call(live.lock({ id, ...request }), options));
        return 'lock' in answer ? { ...answer, lock: markTab(answer.lock) } : answer;
      };
      return {
        take: (wish, options) => ask({ act: 'take', wish }, options),
        takeOver: (wish, options) => ask({ act: 'take-over', wish }, options),
        ask: (options) => ask({ act: 'ask' }, options),
        endAsk: () => ask({ act: 'end-ask' }),
        read: (options) => ask({ act: 'read' }, options),
        release: () => ask({ act: 'release' }),
      };
    }),
    async locks(ids, options) {
      if (!live) return new Map();
      const pages = await Promise.all(
        cutInChunks(ids, limits).map(async (page) => live.readLocks(await call(live.locks(page), options))),
      );
      return new Map(pages.flatMap((page) => Array.from(page, ([id, lock]) => [id, markTab(lock)] as const)));
    },
    editors: sameForEach((id) => {
      const ask = async (request: EditorsRequest, options?: CallOptions): Promise<EditorsAnswer> =>
        live
          ? live.readEditors(await call(live.editors({ id, ...request }), options))
          : { isKnown: false, editors: [] };
      return {
        put: (doing, options) => ask({ act: 'put', doing }, options),
        read: (options) => ask({ act: 'read' }, options),
        remove: async () => void (await ask({ act: 'remove' })),
      };
    }),
  };
}

/** Gives the same calls for the same record, by which those who make them know each other. */
function sameForEach<Calls>(make: (id: string) => Calls): (id: string) => Calls {
  const made = new Map<string, Calls>();
  return (id) => {
    const calls = made.get(id) ?? make(id);
    made.set(id, calls);
    return calls;
  };
}

/** So many ids a server reads at once, and a longer address is refused on the way, sooner or later. */
const limits = { most: 1_000, longest: 6_000, lengthOf: (id: string) => encodeURIComponent(id).length + 1 };

interface LockRequest {
  readonly act: LockAct;
  readonly wish?: LockWish | undefined;
}

interface EditorsRequest {
  readonly act: 'put' | 'read' | 'remove';
  readonly doing?: Doing;
}
