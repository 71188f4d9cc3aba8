import type { Context, Limits, ResourceOptions } from './context.js';
import { createDirectChecker, type DirectChecker } from './createDirectChecker.js';
import { handle, type Authorize } from './http/handle.js';
import { logToConsole, type LogEntry } from './log.js';
import { isResourceName } from './recordName.js';
import type { Store } from './store.js';
import type { Signer } from './token/signer.js';

export interface VersionCheckerOptions {
  readonly store: Store;
  readonly signer: Signer;
  /** The kinds of record by name: `{ articles: {} }`. A name is the first part of the address. */
  readonly resources: Readonly<Record<string, ResourceOptions>>;
  /**
   * Tells who sent a request and whether they may. Runs before any token is looked at.
   * @default development mode: everybody is who `Noclobber-User` says, and may do everything
   */
  readonly authorize?: Authorize;
  /** Names this deployment in its tokens, so that those of another one are refused. @default 'noclobber' */
  readonly audience?: string;
  readonly limits?: Partial<Limits>;
  /** Other web sites whose pages may call: `['https://app.example.com']`. @default none */
  readonly origins?: readonly string[];
  /** Makes the id of a new record. @default crypto.randomUUID */
  readonly newId?: () => string;
  /** The time in milliseconds. @default Date.now */
  readonly now?: () => number;
  /** @default what an operator must act on goes to the console */
  readonly log?: (entry: LogEntry) => void;
}

/** Reads and writes records, and lets no write through that does not prove which version it replaces. */
export interface VersionChecker extends DirectChecker {
  /** Answers a request. `basePath` is where the checker is mounted (`/api`); links in answers start with it. */
  fetch(request: Request, options?: { readonly basePath?: string }): Promise<Response>;
}

const defaultLimits: Limits = { bodyBytes: 1024 * 1024, conflictBytes: 256 * 1024 };

/**
 * Creates a version checker over a store: one handler for every web-standard server, and the same checked functions
 * for the server's own code.
 *
 * @throws TypeError when a resource's name can't be used.
 * @example
 * const checker = createVersionChecker({
 *   store: memoryStore(),
 *   signer: hmacSigner({ keys: [{ id: 'k1', secret: crypto.getRandomValues(new Uint8Array(32)) }] }),
 *   resources: { articles: {} },
 * });
 * const response = await checker.fetch(new Request('http://localhost/articles'));
 */
export function createVersionChecker(options: VersionCheckerOptions): VersionChecker {
  const { store, signer, authorize, audience = 'noclobber', origins = [], limits } = options;
  const { newId = () => crypto.randomUUID(), now = Date.now, log = logToConsole } = options;
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
  const context: Context = {
    store: setUpFirst(store, names),
    signer,
    audience,
    resources: new Map(Object.entries(options.resources)),
    limits: { ...defaultLimits, ...limits },
    isDevelopment: authorize === undefined,
    keysInFlight: new Set(),
    newId,
    now,
    log,
  };
  return {
    fetch: (request, { basePath = '' } = {}) => handle(context, { request, basePath, authorize, origins }),
    ...createDirectChecker(context),
  };
}

/** Sets the store up at its first use, and again where that failed. */
function setUpFirst(store: Store, resources: readonly string[]): Store {
  let ready: Promise<void> | undefined;
  const setUp = () => {
    ready ??= store.setUp(resources).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  return {
    setUp,
    read: (ref) => setUp().then(() => store.read(ref)),
    readVersion: (ref, version) => setUp().then(() => store.readVersion(ref, version)),
    history: (ref, range) => setUp().then(() => store.history(ref, range)),
    list: (query) => setUp().then(() => store.list(query)),
    write: (write) => setUp().then(() => store.write(write)),
    recall: (request) => setUp().then(() => store.recall(request)),
  };
}
