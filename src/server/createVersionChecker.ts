import type { Context, Limits, LockLimits } from './context.js';
import { createDirectChecker, type DirectChecker } from './direct/createDirectChecker.js';
import { createDirectLeases, type DirectLeases } from './direct/createDirectLeases.js';
import { createFeed } from './feed/createFeed.js';
import type { Hooks } from './hooks.js';
import { eventTimes, type EventTimes } from './feed/eventTimes.js';
import { handle, type Authorize, type AuthorizeFields } from './http/handle.js';
import { createConsoleLog, type LogEntry } from './log.js';
import { createRecentVersions, keepCopies } from './recentVersions.js';
import { isResourceName } from './recordName.js';
import { refuseUnknown } from './refuseUnknown.js';
import { toResource, type ResourceOptions } from './resource.js';
import type { Store, StoredResource, StoreHealth } from './store.js';
import type { Signer } from './token/signer.js';

export interface VersionCheckerOptions extends Hooks {
  readonly store: Store;
  readonly signer: Signer;
  /** The kinds of record by name: `{ articles: {} }`. A name is the first part of the address. */
  readonly resources: Readonly<Record<string, ResourceOptions>>;
  /**
   * Tells who sent a request and whether they may. Runs before any token is looked at.
   * @default development mode: everybody is who `Noclobber-User` says, and may do everything
   */
  readonly authorize?: Authorize;
  /**
   * Tells which of the fields that a write changes its caller may not change.
   * @default all may be changed
   */
  readonly authorizeFields?: AuthorizeFields;
  /** Names this deployment in its tokens, so that those of another one are refused. @default 'noclobber' */
  readonly audience?: string;
  readonly limits?: Partial<Limits>;
  /** How long locks last. */
  readonly locks?: Partial<LockLimits>;
  /** Other web sites whose pages may call: `['https://app.example.com']`. @default none */
  readonly origins?: readonly string[];
  /** How long things take in streams of events. */
  readonly events?: Partial<EventTimes>;
  /** Makes the id of a new record. @default crypto.randomUUID */
  readonly newId?: () => string;
  /** The time in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default what an operator must act on goes to the console */
  readonly log?: (entry: LogEntry) => void;
}

const known = {
  store: true,
  signer: true,
  resources: true,
  authorize: true,
  authorizeFields: true,
  audience: true,
  limits: true,
  locks: true,
  origins: true,
  events: true,
  newId: true,
  now: true,
  log: true,
  onWrite: true,
  onConflict: true,
} satisfies Record<keyof VersionCheckerOptions, true>;

/** Reads and writes records, and lets no write through that does not prove which version it replaces. */
export interface VersionChecker extends DirectChecker, DirectLeases {
  /** Makes what is missing in the store. Happens by itself at the first use; here it is early enough to stop a start. */
  setUp(): Promise<void>;
  /** Tells what an operator should know of the store; `GET /health` answers the same. */
  health(): Promise<StoreHealth>;
  /** Ends all streams of events and stops listening to other processes. The store is not closed: it is whoever's who opened it. */
  close(): Promise<void>;
  /** Answers a request. `basePath` is where the checker is mounted (`/api`); links in answers start with it. */
  fetch(request: Request, options?: { readonly basePath?: string }): Promise<Response>;
}

const defaultLimits: Limits = {
  bodyBytes: 1024 * 1024,
  conflictBytes: 256 * 1024,
  batchBytes: 16 * 1024 * 1024,
};

const defaultLockLimits: LockLimits = { ttlMs: 3 * 60 * 1000, longestHoldMs: 30 * 60 * 1000 };

/**
 * Creates a version checker over a store: one handler for every web-standard server, and the same checked functions
 * for the server's own code.
 *
 * @throws TypeError when a resource's name can't be used, or an option is unknown.
 * @example
 * const checker = createVersionChecker({
 *   store: memoryStore(),
 *   signer: hmacSigner({ keys: [{ id: 'k1', secret: crypto.getRandomValues(new Uint8Array(32)) }] }),
 *   resources: { articles: {} },
 * });
 * const response = await checker.fetch(new Request('http://localhost/articles'));
 */
export function createVersionChecker(options: VersionCheckerOptions): VersionChecker {
  const { store, signer, authorize, authorizeFields, audience = 'noclobber', origins = [], limits } = options;
  const { newId = () => crypto.randomUUID(), now = Date.now, log = createConsoleLog(now) } = options;
  refuseUnknown(options, known, 'createVersionChecker');
  refuseUnknown({ ...limits }, defaultLimits, 'limits');
  refuseUnknown({ ...options.locks }, defaultLockLimits, 'locks');
  refuseUnknown({ ...options.events }, eventTimes, 'events');
  const names = Object.keys(options.resources);
  const unusable = names.find((name) => !isResourceName(name));
  if (unusable !== undefined) {
    throw new TypeError(
      `"${unusable}" can't be a resource: it is reserved, or no safe name of a table. Use letters, digits, "-" and "_".`,
    );
  }
  const twins = names.find((name, index) =>
    names.some((other, place) => place < index && other.toLowerCase() === name.toLowerCase()),
  );
  if (twins !== undefined) {
    throw new TypeError(
      `There is more than one resource "${twins}", whatever the case of its letters. A database may keep both in one table. Use different names.`,
    );
  }
  const resources = new Map(
    Object.entries(options.resources).map(([name, resource]) => [name, toResource(name, resource)]),
  );
  const readyStore = setUpFirst(
    store,
    [...resources.values()].map(({ name, strategy, history }) => ({
      name,
      strategy: strategy.kind,
      forgetsVersions: typeof history === 'object',
    })),
  );
  const context: Context = {
    store: readyStore,
    signer,
    audience,
    resources,
    hooks: options,
    feed: createFeed({
      relay: readyStore.relay,
      onFailure: (cause) => logSafely(log, { event: 'feed-interrupted', cause }),
    }),
    events: { ...eventTimes, ...options.events },
    limits: { ...defaultLimits, ...limits },
    lockLimits: { ...defaultLockLimits, ...options.locks },
    isDevelopment: authorize === undefined,
    keysInFlight: new Set(),
    recent: createRecentVersions(),
    forgetting: { dueAt: 0 },
    newId,
    now,
    log: (entry) => logSafely(log, entry),
  };
  return {
    fetch: (request, { basePath = '' } = {}) =>
      handle(context, { request, basePath, authorize, authorizeFields, origins }),
    setUp: () => context.store.setUp([]),
    health: () => context.store.health([]),
    close: () => context.feed.close(),
    // What it gives out is the application's.
    ...createDirectChecker({ ...context, recent: keepCopies(context.recent) }),
    ...createDirectLeases(context),
  };
}

/** What was stored stays stored, even where nobody can note it. */
function logSafely(log: (entry: LogEntry) => void, entry: LogEntry): void {
  try {
    log(entry);
  } catch {
    // There is nowhere left to tell it.
  }
}

/** Sets the store up at its first use, and again where that failed. */
function setUpFirst(store: Store, resources: readonly StoredResource[]): Store {
  let ready: Promise<void> | undefined;
  const setUp = () => {
    ready ??= store.setUp(resources).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  const { relay } = store;
  return {
    ...(relay && {
      relay: {
        send: (events) => relay.send(events),
        listen: (listener) => setUp().then(() => relay.listen(listener)),
      },
    }),
    setUp,
    read: (ref) => setUp().then(() => store.read(ref)),
    readMany: (collection, ids) => setUp().then(() => store.readMany(collection, ids)),
    readVersion: (ref, version) => setUp().then(() => store.readVersion(ref, version)),
    history: (ref, range) => setUp().then(() => store.history(ref, range)),
    list: (query) => setUp().then(() => store.list(query)),
    match: (query) => setUp().then(() => store.match(query)),
    write: (write) => setUp().then(() => store.write(write)),
    writeMany: (batch) => setUp().then(() => store.writeMany(batch)),
    recall: (owner, wanted) => setUp().then(() => store.recall(owner, wanted)),
    forget: (old) => setUp().then(() => store.forget(old)),
    health: () => setUp().then(() => store.health(resources)),
    locks: {
      take: (ref, wish) => setUp().then(() => store.locks.take(ref, wish)),
      release: (ref, holder) => setUp().then(() => store.locks.release(ref, holder)),
      ask: (ref, by) => setUp().then(() => store.locks.ask(ref, by)),
      endAsk: (ref, by) => setUp().then(() => store.locks.endAsk(ref, by)),
      read: (collection, ids) => setUp().then(() => store.locks.read(collection, ids)),
    },
    editors: {
      put: (ref, editor) => setUp().then(() => store.editors.put(ref, editor)),
      remove: (ref, holder) => setUp().then(() => store.editors.remove(ref, holder)),
      read: (ref) => setUp().then(() => store.editors.read(ref)),
    },
  };
}
