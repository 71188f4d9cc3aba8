import type { VersionToken } from '../../core/index.js';
import type { Caller, Proof, Unchecked, WriteCommand } from '../command.js';
import type { Context } from '../context.js';
import type { Condition } from '../query/listQuery.js';
import { mapLimited } from '../mapLimited.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { digest } from '../token/digest.js';
import type { TokenSubject } from '../token/signer.js';
import { checkTokens } from './proof.js';
import { subjectOf } from './serve.js';

/** All records that fulfil a condition, chosen without naming them. */
export interface Selection {
  readonly where: readonly Condition[];
  /** The list token that was shown with them, or the explicit word that nothing shall be checked. */
  readonly proof: { readonly kind: 'list'; readonly token: string } | Unchecked;
  /** Makes the write of one of them. */
  toRow(id: string, proof: Proof): Promise<WriteCommand>;
}

/** What was listed, and for whom. */
export interface Listed {
  readonly caller: Caller;
  readonly resource: string;
}

const mostSelected = 100_000;

/**
 * Signs which records fulfil a condition, and at which versions. It looks at each of them, so that the order in which changes were
 * committed does not matter: whatever changes, comes or goes makes another token. Null where too many fulfil it to be chosen.
 */
export async function signList(
  context: Context,
  listed: Listed & { readonly where: readonly Condition[] },
): Promise<VersionToken | null> {
  const { matching, token } = await look(context, listed);
  return matching.length > mostSelected ? null : token;
}

/** Finds the records of a selection and makes a write of each, at the version that was found. */
export async function readSelection(
  context: Context,
  { command, selection }: { readonly command: Listed; readonly selection: Selection },
): Promise<readonly WriteCommand[] | Refusal> {
  const { where, proof, toRow } = selection;
  const { matching, version, subject } = await look(context, { ...command, where });
  if (matching.length > mostSelected) {
    return refuse('too-large', `More than ${mostSelected} records fulfil the condition. Narrow it.`);
  }
  if (proof.kind === 'list') {
    const proved = await checkTokens([proof.token], { signer: context.signer, subject });
    if (isRefusal(proved)) return proved;
    if (!proved.versions.includes(version)) {
      return refuse(
        'version-conflict',
        'Records that fulfil the condition were changed, came or went since the list was read, so nothing was done. Read the list again.',
      );
    }
  }
  return mapLimited(matching, ({ id, version: found }) =>
    toRow(id, proof.kind === 'unchecked' ? proof : { kind: 'proved', versions: [found] }),
  );
}

async function look(
  context: Context,
  { caller, resource, where }: Listed & { readonly where: readonly Condition[] },
) {
  const matching = await context.store.match({
    tenant: caller.tenant ?? '',
    resource,
    where,
    limit: mostSelected + 1,
  });
  const sorted = matching.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const bytes = await digest(sorted.flatMap(({ id, version }) => [id, version]));
  const version = String(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  // No resource has a name with a question mark, so this can't be taken for a record's token.
  const subject: TokenSubject = {
    ...subjectOf(context, caller),
    resource: `${resource}?`,
    id: JSON.stringify(where),
  };
  return { matching, version, subject, token: await context.signer.sign({ ...subject, version }) };
}
