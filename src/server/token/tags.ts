import { isPlainObject } from '../../core/index.js';
import type { Carried } from '../command.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';

interface Tag {
  readonly text: string;
  readonly isWeak: boolean;
}

const mostTags = 8;
const longestHeader = 2048;
/** An entity-tag and the comma behind it (RFC 9110 section 8.8.3). */
const entityTag = /[ \t]*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,|$)/y;

/** Finds the tokens of a write, in If-Match or in the body's `_version`. */
export function readCarried(ifMatch: string | null, body: unknown): Carried | Refusal {
  const inBody = isPlainObject(body) ? body._version : undefined;
  const isInBody = inBody !== undefined && inBody !== null && inBody !== '';
  const isInHeader = ifMatch !== null && ifMatch.trim() !== '' && ifMatch.trim() !== '""';
  if (isInBody && typeof inBody !== 'string') return malformed();
  if (!isInHeader) return isInBody ? { kind: 'carried', tokens: [inBody] } : tokenRequired();
  const carried = readIfMatch(ifMatch);
  const isOther = isRefusal(carried)
    ? carried.reason === 'token-required'
    : carried.tokens.length > 1 || carried.tokens[0] !== inBody;
  if (isInBody && isOther) {
    return refuse(
      'token-ambiguous',
      'If-Match and `_version` in the body differ, so it is not clear which version was read. Send one of them.',
    );
  }
  return carried;
}

/** Tells whether If-None-Match names a token (RFC 9110 section 13.1.2: compared weakly). */
export function isNoneMatch(ifNoneMatch: string, token: string): boolean {
  return ifNoneMatch.trim() === '*' || (readTags(ifNoneMatch) ?? []).some(({ text }) => text === token);
}

function readIfMatch(header: string): Carried | Refusal {
  if (header.trim() === '*') {
    return refuse(
      'token-required',
      'If-Match: * matches every version, so it proves nothing. Send the token that was read with the record.',
    );
  }
  const tags = readTags(header);
  if (tags === undefined || tags.length === 0 || tags.length > mostTags) return malformed();
  const strong = tags.flatMap(({ text, isWeak }) => (isWeak ? [] : [text]));
  if (strong.length > 0) return { kind: 'carried', tokens: strong };
  return refuse(
    'token-weak',
    'A weak ETag never matches in If-Match, and a proxy may have made it so. Send the token as `_version` in the body.',
  );
}

function readTags(header: string): readonly Tag[] | undefined {
  if (header.length > longestHeader) return undefined;
  const tags: Tag[] = [];
  for (let at = 0; at < header.length; at = entityTag.lastIndex) {
    entityTag.lastIndex = at;
    const match = entityTag.exec(header);
    if (match === null) return undefined;
    tags.push({ text: match[2] ?? '', isWeak: match[1] !== undefined });
  }
  return tags;
}

/** Refuses a write without a token. */
export function tokenRequired(): Refusal {
  return refuse(
    'token-required',
    'The write carries no version token, so it could overwrite somebody else. Send the token that was read with the record.',
  );
}

function malformed(): Refusal {
  return refuse(
    'token-malformed',
    'The version token is damaged, so it proves nothing. Send the token unchanged: quoted in If-Match, as text in `_version`.',
  );
}
