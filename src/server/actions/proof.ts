import type { Proved } from '../command.js';
import { refuse, type Refusal } from '../outcome.js';
import type { Signer, TokenSubject, Verification } from '../token/signer.js';

type Failure = Exclude<Verification['kind'], 'ok'>;

const details: Readonly<Record<Failure, string>> = {
  malformed:
    'The version token is damaged, so it proves nothing. Read the record again and send its token unchanged.',
  'unknown-key':
    'The version token was signed with a key that this server does not know any more. Read the record again.',
  'bad-signature':
    'The version token was not made by this server, or was changed on the way. Read the record again and send its token unchanged.',
  'wrong-record': 'The version token belongs to another record. Send the token that was read with this one.',
  expired: 'The version token is too old to be taken. Read the record again.',
};

/**
 * Checks the tokens of one record; one that holds is enough (RFC 9110 section 13.1.1). What they prove is only which
 * versions were read: whether one of them is current is decided by the write itself.
 */
export async function checkTokens(
  tokens: readonly string[],
  { signer, subject }: { readonly signer: Signer; readonly subject: TokenSubject },
): Promise<Proved | Refusal> {
  const versions: string[] = [];
  const failures: Failure[] = [];
  for (const token of tokens) {
    const result = await signer.verify(token, subject);
    if (result.kind === 'ok') versions.push(result.version);
    else failures.push(result.kind);
  }
  if (failures.includes('malformed')) return refuse('token-malformed', details.malformed);
  const [failure] = failures;
  if (versions.length > 0 || failure === undefined) return { kind: 'proved', versions };
  return refuse(`token-${failure}`, details[failure]);
}
