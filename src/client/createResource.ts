import { checkRules, isEqual, type Conflict, type Rules, type Versioned } from '../core/index.js';
import type { BatchOperation, BatchOptions, BatchResult, SelectionAction } from './batch/batch.js';
import { runBatch } from './batch/runBatch.js';
import type { CallOptions } from './callOptions.js';
import type { Dialect, ListQuery, Outcome, Page, WireAnswer, WireRequest } from './dialect.js';
import { nativeDialect } from './dialects/nativeDialect.js';
import { changeOf, errorOf } from './errorOf.js';
import { ConflictError, InvalidRecordError } from './errors.js';
import { leasesOf, type Leases } from './lock/leaseCalls.js';
import { tabMarker } from './lock/tabMarker.js';
import type { LiveMessage } from './live/liveEvent.js';
import { watchLater } from './live/watchLater.js';
import type { WatchOptions } from './live/wire.js';
import type { ReadOptions } from './readOptions.js';
import type { NewRecord, RecordValue } from './record.js';
import { randomKey } from './randomKey.js';
import { send } from './send.js';
import { unsendable } from './unsendable.js';

export type { NewRecord, RecordValue } from './record.js';

export interface ResourceOptions<T extends RecordValue> {
  /** Where the records live: `/api/articles`. Outside a browser it must be absolute. */
  readonly url: string;
  /** @default nativeDialect() */
  readonly dialect?: Dialect;
  readonly rules?: Rules<T>;
  /** What people call one of these records. @default 'record' */
  readonly recordLabel?: string;
  /** What people call its fields. @default the field's name, spelled out */
  readonly labels?: { readonly [K in keyof T]?: string };
  /** How people see a field's value, where plain text is not it. */
  readonly formats?: { readonly [K in keyof T]?: (value: NonNullable<T[K]>) => string };
  /** Fields that are never kept in the browser: no draft and no queued save holds them. */
  readonly secret?: readonly (keyof T & string)[];
  /** @default globalThis.fetch */
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly headers?: HeadersInit | (() => HeadersInit);
  /** How often an unanswered request is repeated, where that is safe. @default 3 */
  readonly retries?: number;
  /** After how many milliseconds one attempt counts as unanswered. @default 30_000 */
  readonly timeoutMs?: number;
}

export interface WriteOptions extends CallOptions {
  /**
   * One key a logical write: pass the one of a `NetworkError` to ask again what became of it.
   * @default a new random key
   */
  readonly idempotencyKey?: string;
}

export interface SaveRequest<T> extends WriteOptions {
  /** What was read, whole. */
  readonly base: Versioned<T>;
  /** What the record is to become. */
  readonly mine: T;
  /** Says that a person saw `base` and chose to overwrite it: the server may ask for a permission and notes it. */
  readonly isForced?: boolean;
  /** The fence of the lock that is held: the save is refused if it has passed on meanwhile. */
  readonly fence?: string | undefined;
}

/** The kit's handle on one kind of record. */
export interface Resource<T extends RecordValue>
  extends Pick<ResourceOptions<T>, 'rules' | 'labels' | 'formats' | 'secret'>, Leases {
  readonly url: string;
  readonly recordLabel: string;
  get(id: string, options?: ReadOptions<T>): Promise<Versioned<T>>;
  list(query?: ListQuery, options?: CallOptions): Promise<Page<T>>;
  /** Creates a record; with `isReplacement` one that was deleted, under its old id. */
  create(
    value: NewRecord<T>,
    options?: WriteOptions & { readonly isReplacement?: boolean },
  ): Promise<Versioned<T>>;
  /**
   * Saves what differs between `base` and `mine`, if the server still has `base`. Where nothing differs, nothing is sent.
   * @throws ConflictError with the whole conflict. After a merge the same call again, from theirs: there is no second path.
   * @throws InvalidRecordError · LockedError · PreconditionRequiredError · VersionTokenError · NetworkError · ResponseError
   */
  save(request: SaveRequest<T>): Promise<Versioned<T>>;
  /** Deletes the record, if the server still has `base`. Throws as `save` does. */
  remove(
    request: WriteOptions & Pick<SaveRequest<T>, 'fence'> & { readonly base: Versioned<T> },
  ): Promise<void>;
  /**
   * Hears what happens to the records of this resource, as hints: over one stream for all pages of a browser, by looking again now and
   * then where no stream comes through, and not at all where the server has none. @returns what ends it.
   */
  watch(handler: (message: LiveMessage) => void, options?: WatchOptions): () => void;
  /**
   * Writes many records, each checked by its own token, and says of every row what became of it: a refused row is an entry, no exception.
   * Without an answer the same requests can be sent again by `resume`.
   */
  batch(
    operations: readonly BatchOperation<T>[] | SelectionAction,
    options?: BatchOptions<T>,
  ): Promise<BatchResult<T>>;
}

/**
 * Makes the handle on one kind of record: how to reach it, how it merges, what people call it.
 *
 * @throws TypeError where two rules are for one field.
 * @example
 * const articles = createResource<Article>({ url: '/api/articles', labels: { body: 'Body text' } })
 */
export function createResource<T extends RecordValue>(options: ResourceOptions<T>): Resource<T> {
  const { url, dialect = nativeDialect(), recordLabel = 'record', retries = 3, timeoutMs = 30_000 } = options;
  checkRules(options.rules ?? {});
  const { fetch = platformFetch, headers: given = {} } = options;
  const headers = typeof given === 'function' ? given : () => given;
  const markTab = tabMarker({ dialect, headers });
  const toError = (answer: WireAnswer, outcome: Outcome<unknown>) => errorOf(answer, { outcome, markTab });
  const wire = { url, dialect, fetch, headers, retries, timeoutMs };
  const call = (request: WireRequest, { signal, idempotencyKey }: WriteOptions = {}) =>
    send(request, {
      ...wire,
      signal,
      idempotencyKey: request.method === 'GET' ? undefined : (idempotencyKey ?? randomKey()),
    });
  // A lock that is asked for once more is asked for by whoever keeps it, who knows whether it is still wanted.
  const callOnce = (request: WireRequest, { signal }: CallOptions = {}) =>
    send(request, { ...wire, retries: 0, signal, idempotencyKey: undefined });

  async function get(id: string, { known, ...callOptions }: ReadOptions<T> = {}): Promise<Versioned<T>> {
    const answer = await call(dialect.get(id, known?.token), callOptions);
    return known && answer.status === 304 ? known : recordIn(answer);
  }

  function recordIn(answer: WireAnswer, id?: string): Versioned<T> {
    const outcome = dialect.classify<T>(answer);
    const record = outcome.kind === 'ok' ? dialect.readRecord<T>(answer) : undefined;
    if (record && (id === undefined || record.value.id === id)) return record;
    throw toError(answer, outcome);
  }

  /** Turns a refused write into the error that says why; only a conflict needs to know what was written. */
  async function refused(
    answer: WireAnswer,
    edit: { base: Versioned<T>; mine: T },
    callOptions: CallOptions,
  ): Promise<Error> {
    const outcome = dialect.classify<T>(answer);
    if (outcome.kind === 'deleted' || outcome.kind === 'missing')
      return new ConflictError<T>({ kind: 'deleted', ...edit, ...changeOf(outcome) });
    if (outcome.kind !== 'conflict') return toError(answer, outcome);
    const conflict: Conflict<T> = outcome.current
      ? { kind: 'modified', ...edit, theirs: outcome.current }
      : await look(edit, callOptions);
    // Nobody changed it: it is refused for something else, a title that is taken for one.
    const isOther = conflict.kind === 'modified' && conflict.theirs.token === edit.base.token;
    return isOther ? toError(answer, outcome) : new ConflictError<T>(conflict);
  }

  /** The server says "conflict" and not with what: one more read tells. */
  async function look(edit: { base: Versioned<T>; mine: T }, callOptions: CallOptions): Promise<Conflict<T>> {
    const answer = await call(dialect.get(edit.base.value.id), callOptions);
    const outcome = dialect.classify<T>(answer);
    if (outcome.kind === 'deleted' || outcome.kind === 'missing') {
      return { kind: 'deleted', ...edit, ...changeOf(outcome) };
    }
    return { kind: 'modified', ...edit, theirs: recordIn(answer, edit.base.value.id) };
  }

  return {
    url,
    recordLabel,
    rules: options.rules,
    labels: options.labels,
    formats: options.formats,
    secret: options.secret,
    get,
    async list(query = {}, callOptions) {
      const answer = await call(dialect.list(query), callOptions);
      const outcome = dialect.classify<T>(answer);
      const page = outcome.kind === 'ok' ? dialect.readPage<T>(answer) : undefined;
      if (page) return page;
      throw toError(answer, outcome);
    },
    async create(value, { isReplacement = false, ...callOptions } = {}) {
      assertSendable(value);
      return recordIn(await call(dialect.create(value, { isReplacement }), callOptions), value.id);
    },
    async save({ base, mine, isForced = false, fence, ...callOptions }) {
      assertSendable(mine);
      if (isEqual(base.value, mine)) return base;
      const { id } = base.value;
      const overwrites = isForced ? (base.change?.version ?? '') : undefined;
      const answer = await call(
        dialect.save({
          id,
          base,
          mine,
          ...(overwrites === undefined ? {} : { overwrites }),
          ...(fence === undefined ? {} : { fence }),
        }),
        callOptions,
      );
      if (dialect.classify(answer).kind !== 'ok') throw await refused(answer, { base, mine }, callOptions);
      return recordIn(answer, id);
    },
    async remove({ base, fence, ...callOptions }) {
      const { id } = base.value;
      const request = { id, token: base.token, ...(fence === undefined ? {} : { fence }) };
      const answer = await call(dialect.remove(request), callOptions);
      if (dialect.classify(answer).kind !== 'ok')
        throw await refused(answer, { base, mine: base.value }, callOptions);
    },
    ...leasesOf({ dialect, markTab, call: callOnce }),
    watch: (handler, watchOptions) => watchLater(wire, handler, watchOptions),
    batch: (operations, batchOptions = {}) =>
      runBatch(operations, batchOptions, {
        dialect,
        call,
        refused: (answer, edit) => refused(answer, edit, {}),
        toError,
      }),
  };
}

const platformFetch = (request: Request) => globalThis.fetch(request);

function assertSendable(value: unknown): void {
  const errors = unsendable(value);
  if (errors.length > 0) throw new InvalidRecordError(errors);
}
