import type { JsonObject } from '../../../core/index.js';
import type {
  HistoryEntry,
  KnownRequest,
  RecordRef,
  RequestRef,
  Store,
  StoredVersion,
  Write,
} from '../../store.js';
import { compareRecords, fulfils } from './compare.js';

/** A record's versions, oldest first, as text: what is handed out is always a copy. */
interface Chain {
  readonly ref: RecordRef;
  readonly versions: { readonly text: string; readonly entry: HistoryEntry }[];
}

interface Kept {
  readonly hash: string;
  readonly step: KnownRequest['step'];
  readonly ref: RecordRef;
  readonly version: string;
  readonly at: string;
}

/**
 * Keeps records in memory: for tests, stories and demos. Everything is gone with the process.
 */
export function memoryStore(): Store {
  const chains = new Map<string, Chain>();
  const requests = new Map<string, Kept>();

  function newest(ref: RecordRef): StoredVersion | undefined {
    return parse(chains.get(nameOf(ref))?.versions.at(-1));
  }

  function findVersion(ref: RecordRef, version: string): StoredVersion | undefined {
    return parse(chains.get(nameOf(ref))?.versions.find(({ entry }) => entry.version === version));
  }

  function known(request: RequestRef): KnownRequest | undefined {
    const kept = requests.get(nameOfRequest(request));
    const made = kept && findVersion(kept.ref, kept.version);
    return made && { hash: kept.hash, step: kept.step, resource: kept.ref.resource, made };
  }

  function append(ref: RecordRef, made: StoredVersion, paths: readonly string[]): void {
    const chain = chains.get(nameOf(ref)) ?? { ref, versions: [] };
    const { version, at, by } = made;
    chain.versions.push({ text: JSON.stringify(made), entry: { version, at, by, paths } });
    chains.set(nameOf(ref), chain);
  }

  function keepRequest({ request, ref, step }: Write, made: StoredVersion, at: string): void {
    if (request === undefined) return;
    for (const [name, kept] of requests) if (kept.at < request.forgetBefore) requests.delete(name);
    requests.set(nameOfRequest(request), {
      hash: request.hash,
      step: step.kind,
      ref,
      version: made.version,
      at,
    });
  }

  // Each function runs to its end before another starts, which is all the transaction that memory needs.
  return {
    async setUp() {},
    async read(ref) {
      return newest(ref);
    },
    async readVersion(ref, version) {
      return findVersion(ref, version);
    },
    async history(ref, { after, limit }) {
      const entries = chains.get(nameOf(ref))?.versions.map(({ entry }) => entry) ?? [];
      return entries.filter(({ version }) => BigInt(version) > BigInt(after)).slice(-limit);
    },
    async list({ tenant, resource, where, sort, after, limit }) {
      const records = [...chains.values()]
        .filter(({ ref }) => ref.tenant === tenant && ref.resource === resource)
        .flatMap(({ versions }) => parse(versions.at(-1)) ?? [])
        .filter(({ isDeleted, value }) => !isDeleted && where.every((condition) => fulfils(value, condition)))
        .toSorted((a, b) => compareRecords(a, b, sort));
      return records.filter((record) => !after || compareRecords(record, after, sort) > 0).slice(0, limit);
    },
    async write(write) {
      const request = write.request && known(write.request);
      if (request) return { kind: 'known', request };
      const before = newest(write.ref);
      const made = next(before, write);
      if (made === undefined) return { kind: 'refused' };
      if (write.step.kind !== 'keep') append(write.ref, made, write.paths);
      keepRequest(write, made, write.at);
      return { kind: 'written', made };
    },
    async recall(request) {
      return known(request);
    },
  };
}

/** Makes the version that a write asks for, or undefined where its condition does not hold. */
function next(before: StoredVersion | undefined, write: Write): StoredVersion | undefined {
  const { step, ref, by, at, request } = write;
  const rise = (value: JsonObject, isDeleted: boolean): StoredVersion => {
    const version = before ? String(BigInt(before.version) + 1n) : '1';
    return { id: ref.id, version, value, isDeleted, by, at, key: request?.key ?? null };
  };
  if (step.kind === 'create') {
    const isFree = before === undefined || (before.isDeleted && step.over === 'tombstone');
    return isFree ? rise(step.value, false) : undefined;
  }
  const isMet = before?.version === step.version && before.isDeleted === (step.kind === 'restore');
  if (!before || !isMet) return undefined;
  switch (step.kind) {
    case 'update':
      return rise(step.value, false);
    case 'delete':
      return rise(before.value, true);
    case 'restore':
      return rise(before.value, false);
    case 'keep':
      return before;
  }
}

function parse(stored: Chain['versions'][number] | undefined): StoredVersion | undefined {
  return stored && JSON.parse(stored.text);
}

function nameOf({ tenant, resource, id }: RecordRef): string {
  return JSON.stringify([tenant, resource, id]);
}

function nameOfRequest({ tenant, caller, key }: RequestRef): string {
  return JSON.stringify([tenant, caller, key]);
}
