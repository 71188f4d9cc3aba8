import type {
  HistoryEntry,
  KnownRequest,
  RecordRef,
  RequestOwner,
  Store,
  StoredVersion,
  Write,
  WriteResult,
} from '../../store.js';
import { compareRecords, fulfils } from '../../query/compare.js';
import { memoryEditors } from './memoryEditors.js';
import { memoryLocks } from './memoryLocks.js';
import { isEqual } from '../../../core/index.js';

/** One version as text: what is handed out is always a copy. */
interface Kept {
  readonly text: string;
  readonly entry: HistoryEntry;
  /** Is kept only for a repeated request. */
  readonly isPassing: boolean;
}

/** A record: what it is now, and its versions, oldest first. */
interface Chain {
  readonly ref: RecordRef;
  newest: Kept;
  versions: Kept[];
}

interface Asked {
  readonly key: string;
  readonly hash: string;
  readonly step: KnownRequest['step'];
  readonly ref: RecordRef;
  readonly version: string;
  readonly at: string;
}

export interface MemoryStoreOptions {
  /** The clock of locks and presence, in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * Keeps records in memory: for tests, stories and demos. Everything is gone with the process.
 */
export function memoryStore({ now = Date.now }: MemoryStoreOptions = {}): Store {
  const chains = new Map<string, Chain>();
  const requests = new Map<string, Asked>();
  const locks = memoryLocks({ now, nameOf, isLiving: (ref) => newest(ref)?.isDeleted === false });

  function newest(ref: RecordRef): StoredVersion | undefined {
    return parse(chains.get(nameOf(ref))?.newest);
  }

  function findVersion(ref: RecordRef, version: string): StoredVersion | undefined {
    return parse(chains.get(nameOf(ref))?.versions.findLast(({ entry }) => entry.version === version));
  }

  function known(owner: RequestOwner, key: string): KnownRequest | undefined {
    const asked = requests.get(nameOfRequest(owner, key));
    const made = asked && findVersion(asked.ref, asked.version);
    return made && { hash: asked.hash, step: asked.step, resource: asked.ref.resource, made };
  }

  /** Checks and writes; each call runs to its end before another starts, which is all the transaction that memory needs. */
  function change(write: Write): WriteResult {
    const { request, ref, step } = write;
    const before = request && known(request, request.key);
    if (before) return { kind: 'known', request: before };
    const made = next(newest(ref), write);
    if (made === undefined) return { kind: 'refused' };
    const locked = locks.refuse(write);
    if (locked) return locked;
    if (step.kind === 'purge') {
      forgetRecord(ref);
      locks.purge(ref);
    }
    append(write, made);
    if (request) {
      const { hash, key } = request;
      requests.set(nameOfRequest(request, request.key), {
        key,
        hash,
        step: step.kind,
        ref,
        version: made.version,
        at: write.at,
      });
    }
    return { kind: 'written', made };
  }

  function append({ ref, step, paths, by, at, keepsHistory, request }: Write, made: StoredVersion): void {
    const entry = { version: made.version, at, by, paths };
    const isVersion = made.version !== step.before?.version;
    const isPassing = !isVersion || !(keepsHistory || made.isDeleted);
    const kept: Kept = { text: JSON.stringify(made), entry, isPassing };
    const chain = chains.get(nameOf(ref)) ?? { ref, newest: kept, versions: [] };
    chain.newest = kept;
    if (!kept.isPassing || request) chain.versions.push(kept);
    chains.set(nameOf(ref), chain);
  }

  function forgetRecord(ref: RecordRef): void {
    chains.delete(nameOf(ref));
    for (const [name, asked] of requests) if (nameOf(asked.ref) === nameOf(ref)) requests.delete(name);
  }

  return {
    locks,
    editors: memoryEditors({ now, nameOf }),
    async setUp() {},
    async read(ref) {
      return newest(ref);
    },
    async readMany(collection, ids) {
      return ids.flatMap((id) => newest({ ...collection, id }) ?? []);
    },
    async readVersion(ref, version) {
      return findVersion(ref, version);
    },
    async history(ref, { after, limit }) {
      const versions = chains.get(nameOf(ref))?.versions.filter(({ isPassing }) => !isPassing) ?? [];
      const place = versions.findLastIndex(({ entry }) => entry.version === after);
      const later = versions.filter(({ entry }, index) =>
        place < 0 ? BigInt(entry.version) > BigInt(after) : index > place,
      );
      return later.slice(-limit).map(({ entry }) => entry);
    },
    async list({ tenant, resource, where, sort, after, limit }) {
      const records = [...chains.values()]
        .filter(({ ref }) => ref.tenant === tenant && ref.resource === resource)
        .flatMap((chain) => parse(chain.newest) ?? [])
        .filter(({ isDeleted, value }) => !isDeleted && where.every((condition) => fulfils(value, condition)))
        .toSorted((a, b) => compareRecords(a, b, sort));
      return records.filter((record) => !after || compareRecords(record, after, sort) > 0).slice(0, limit);
    },
    async match({ tenant, resource, where, limit }) {
      return [...chains.values()]
        .filter(({ ref }) => ref.tenant === tenant && ref.resource === resource)
        .flatMap((chain) => parse(chain.newest) ?? [])
        .filter(({ isDeleted, value }) => !isDeleted && where.every((condition) => fulfils(value, condition)))
        .slice(0, limit);
    },
    async write(write) {
      return change(write);
    },
    async writeMany({ writes, isAtomic, isTrial }) {
      const before = isAtomic || isTrial ? structuredClone({ chains, requests }) : undefined;
      const results = writes.map(change);
      const isWhole = results.every(({ kind }) => kind === 'written' || kind === 'known');
      const isKept = !isTrial && (!isAtomic || isWhole);
      if (before && !isKept) {
        restoreInto(chains, before.chains);
        restoreInto(requests, before.requests);
      }
      return { isKept, results };
    },
    async recall(owner, wanted) {
      const keys =
        'keys' in wanted
          ? wanted.keys
          : [...requests.values()].flatMap(({ key }) => (key.startsWith(wanted.start) ? [key] : []));
      return new Map(
        keys.flatMap((key) => {
          const request = known(owner, key);
          return request ? [[key, request] as const] : [];
        }),
      );
    },
    async forget({ requestsBefore, versionsBefore }) {
      for (const [name, { at }] of requests) if (at < requestsBefore) requests.delete(name);
      const named = new Set([...requests.values()].map(({ ref, version }) => nameOf(ref) + version));
      for (const [name, chain] of chains) {
        const before = versionsBefore[chain.ref.resource] ?? '';
        const last = chain.versions.findLast(({ isPassing }) => !isPassing);
        chain.versions = chain.versions.filter(
          (kept) =>
            named.has(name + kept.entry.version) ||
            (kept.isPassing ? kept.entry.at >= requestsBefore : kept === last || kept.entry.at >= before),
        );
      }
    },
    async health() {
      return { kind: 'memory', triggersMissing: [], warnings: [] };
    },
  };
}

function restoreInto<V>(map: Map<string, V>, before: ReadonlyMap<string, V>): void {
  map.clear();
  for (const [name, value] of before) map.set(name, value);
}

/** Makes the version that a write asks for, or undefined where its condition does not hold. */
function next(stored: StoredVersion | undefined, write: Write): StoredVersion | undefined {
  const { step, ref, by, at, request } = write;
  const { before } = step;
  if (before?.version !== stored?.version || before?.isDeleted !== stored?.isDeleted) return undefined;
  if (step.kind === 'keep') return stored;
  const makesNone = step.next === before?.version;
  if ((makesNone || write.comparesContent) && !isEqual(before?.value, stored?.value)) return undefined;
  const isDeleted = step.kind === 'delete' || step.kind === 'purge';
  const made = { id: ref.id, version: step.next, value: valueOf(step, { id: ref.id, stored }), isDeleted };
  if (makesNone && stored && !isDeleted) return { ...stored, ...made };
  return { by, at, key: request?.key ?? null, ...made };
}

function valueOf(
  step: Exclude<Write['step'], { readonly kind: 'keep' }>,
  { id, stored }: { readonly id: string; readonly stored: StoredVersion | undefined },
): StoredVersion['value'] {
  if ('value' in step) return step.value;
  return step.kind === 'purge' || !stored ? { id } : stored.value;
}

function parse(kept: Kept | undefined): StoredVersion | undefined {
  return kept && JSON.parse(kept.text);
}

function nameOf({ tenant, resource, id }: RecordRef): string {
  return JSON.stringify([tenant, resource, id]);
}

function nameOfRequest({ tenant, caller }: RequestOwner, key: string): string {
  return JSON.stringify([tenant, caller, key]);
}
