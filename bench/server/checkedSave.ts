import type { ResourceOptions, VersionChecker } from 'noclobber/server';
import type { VersionToken } from 'noclobber';
import { articleOf } from './article.js';
import { createVersionChecker, hmacSigner, sqlStore } from './built.js';
import type { Target } from './databases.js';
import type { Contender } from './rounds.js';

const by = { id: 'bench', name: 'Bench' };
/** The signer of one process: what it has signed itself, it knows again. */
export const openSigner = () =>
  hmacSigner({ keys: [{ id: 'k1', secret: 'a secret of thirty-two bytes, ok' }] });

/** Opens a checker with one resource. */
export function openChecker(target: Target, resource: string, options: ResourceOptions = {}): VersionChecker {
  return createVersionChecker({
    store: sqlStore(target.kysely),
    signer: openSigner(),
    resources: { [resource]: options },
    log: ({ event, ...rest }) => console.error(event, rest),
  });
}

/** Fills a resource past the kit, which would take its time over a million. */
export async function fill(target: Target, resource: string, count: number): Promise<void> {
  const part = 1000;
  for (let from = 0; from < count; from += part) {
    const values = Array.from({ length: Math.min(part, count - from) }, (_, index) => {
      const id = String(from + index);
      const data = JSON.stringify(articleOf(id, 0)).replaceAll("'", "''");
      return `('', '${id}', 1, '${data}', 0, 'bench', 'Bench', '2026-01-01T00:00:00.000Z')`;
    });
    await target.run(
      `insert into "${resource}" (tenant, id, version, data, deleted, changed_by, changed_by_name, changed_at) values ${values.join(',')}`,
    );
  }
}

/** Reads a record and saves it. */
export async function saveAgain(
  checker: VersionChecker,
  {
    resource,
    id,
    n,
    isKeyed,
  }: { readonly resource: string; readonly id: string; readonly n: number; readonly isKeyed: boolean },
): Promise<void> {
  const token = await readToken(checker, resource, id);
  await save(checker, { resource, id, token, n, isKeyed });
}

/**
 * Saves through the programmatic API, each time with the token of the save before; by several checkers in turn, so that each gets a
 * token that another process signed.
 */
export function checkedContender(
  checkers: readonly [VersionChecker, ...VersionChecker[]],
  {
    name,
    resource,
    isKeyed,
  }: { readonly name: string; readonly resource: string; readonly isKeyed: boolean },
): Contender {
  const [first] = checkers;
  const tokens = new Map<number, { readonly token: VersionToken; readonly n: number }>();
  return {
    name,
    async save(record) {
      const id = String(record);
      const known = tokens.get(record) ?? { token: await readToken(first, resource, id), n: 0 };
      const n = known.n + 1;
      const checker = checkers[n % checkers.length] ?? first;
      tokens.set(record, { token: await save(checker, { resource, id, token: known.token, n, isKeyed }), n });
    },
  };
}

interface Save {
  readonly resource: string;
  readonly id: string;
  readonly token: VersionToken;
  readonly n: number;
  readonly isKeyed: boolean;
}

async function save(
  checker: VersionChecker,
  { resource, id, token, n, isKeyed }: Save,
): Promise<VersionToken> {
  const saved = await checker.update({
    resource,
    id,
    by,
    token,
    patch: { n, status: n % 2 ? 'draft' : 'published' },
    ...(isKeyed && { key: crypto.randomUUID() }),
  });
  if (saved.kind !== 'saved') throw new Error(`A save was refused: ${saved.reason}`);
  return saved.record.token;
}

async function readToken(checker: VersionChecker, resource: string, id: string): Promise<VersionToken> {
  const found = await checker.get({ resource, id });
  if (found.kind !== 'found') throw new Error(`There is no ${resource}/${id}.`);
  return found.record.token;
}
