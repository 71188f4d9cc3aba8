import type { VersionToken } from '../../core/index.js';
import { fromBase64url } from './base64url.js';
import { deriveMac, type Mac } from './hash.js';
import {
  decodePayload,
  encodePayload,
  isSameDigest,
  recordDigest,
  subjectName,
  type Payload,
} from './payload.js';
import type { Signer, TokenSubject, Verification } from './signer.js';

/** A secret that tokens are signed with. */
export interface SigningKey {
  /** Stands in every token it signs: 1 to 32 letters, digits, `-` or `_`. Never give a new secret an old id. */
  readonly id: string;
  /** At least 32 random bytes. Text counts as UTF-8. */
  readonly secret: Uint8Array | string;
}

export interface HmacSignerOptions {
  /**
   * The first key signs, all verify. To change keys without a refused save: add the new key at the end everywhere,
   * then put it first, and drop the old one when no form of its days is open any more.
   */
  readonly keys: readonly SigningKey[];
  /**
   * How long a token is good for, in milliseconds: at least this, at most twice this, since tokens of one period expire together.
   * @default never expires
   */
  readonly ttlMs?: number;
  /** The time in milliseconds, for tokens that expire. @default Date.now */
  readonly now?: () => number;
}

const longestToken = 128;
const pattern = /^vt1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{40})\.([A-Za-z0-9_-]{43})$/;
const leastSecretBytes = 32;
const latestSeconds = 2 ** 32 - 1;
const purpose = 'noclobber version token 1';
const mostOwn = 20_000;

/**
 * Signs version tokens with HMAC-SHA-256: in Node with its own functions, everywhere else with WebCrypto.
 *
 * @throws TypeError when there is no key, a key's id is malformed or used twice, or a secret is shorter than 32 bytes.
 * @example
 * const signer = hmacSigner({ keys: [{ id: '2026-11', secret: process.env.NOCLOBBER_KEY ?? '' }] });
 */
export function hmacSigner({ keys, ttlMs = 0, now = Date.now }: HmacSignerOptions): Signer {
  const [signing, secrets] = readKeys(keys);
  const macs = new Map<string, Mac | Promise<Mac>>();
  /** What was signed here lately need not be computed again to be known: who saves has mostly read the record here. */
  const own = new Map<string, Claimed & { readonly name: string }>();

  function macOf(id: string): Mac | Promise<Mac> | undefined {
    const secret = secrets.get(id);
    return macs.get(id) ?? (secret && derive(id, secret));
  }

  function derive(id: string, secret: Uint8Array<ArrayBuffer>): Promise<Mac> {
    const deriving = deriveMac(secret, purpose).then((mac) => {
      macs.set(id, mac);
      return mac;
    });
    macs.set(id, deriving);
    return deriving;
  }

  /** Ends with the next period but one, so that a token stays the same for a whole period. */
  function expiresAtSeconds(): number {
    if (ttlMs === 0) return 0;
    return Math.min(Math.ceil(((Math.floor(now() / ttlMs) + 2) * ttlMs) / 1000), latestSeconds);
  }

  function judge({ version, expiresAtSeconds }: Claimed, isSameRecord: boolean): Verification {
    if (!isSameRecord) return { kind: 'wrong-record' };
    const hasExpired = expiresAtSeconds !== 0 && expiresAtSeconds * 1000 <= now();
    return hasExpired ? { kind: 'expired' } : { kind: 'ok', version };
  }

  async function verifyForeign(token: string, expected: TokenSubject): Promise<Verification> {
    const match = token.length <= longestToken ? pattern.exec(token) : null;
    const [, id, payloadText, macText] = match ?? [];
    if (id === undefined || payloadText === undefined || macText === undefined) return { kind: 'malformed' };
    const mac = await macOf(id);
    if (mac === undefined) return { kind: 'unknown-key' };
    const claimed = fromBase64url(macText);
    const bytes = fromBase64url(payloadText);
    if (claimed === undefined || bytes === undefined) return { kind: 'bad-signature' };
    if (!(await mac.verify(`vt1.${id}.${payloadText}`, claimed))) return { kind: 'bad-signature' };
    const payload = decodePayload(bytes);
    if (payload === undefined) return { kind: 'malformed' };
    return judge(payload, isSameDigest(payload.rid, await recordDigest(expected)));
  }

  return {
    async sign(claims) {
      const expires = expiresAtSeconds();
      const rid = await recordDigest(claims);
      const payload = encodePayload({ rid, version: claims.version, expiresAtSeconds: expires });
      const signed = `vt1.${signing}.${payload}`;
      const mac = await macOf(signing);
      if (mac === undefined) throw new Error('The signing key is gone.');
      // The one place where text becomes a token: it has just been signed.
      const token = `${signed}.${await mac.sign(signed)}` as VersionToken;
      if (own.size >= mostOwn) own.clear();
      own.set(token, {
        name: subjectName(claims),
        version: String(BigInt(claims.version)),
        expiresAtSeconds: expires,
      });
      return token;
    },

    verify(token, expected) {
      const known = own.get(token);
      return known ? judge(known, known.name === subjectName(expected)) : verifyForeign(token, expected);
    },
  };
}

type Claimed = Pick<Payload, 'version' | 'expiresAtSeconds'>;

function readKeys(
  keys: readonly SigningKey[],
): [signing: string, secrets: Map<string, Uint8Array<ArrayBuffer>>] {
  const secrets = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { id, secret } of keys) {
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : Uint8Array.from(secret);
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id) || secrets.has(id)) {
      throw new TypeError(
        `The key id ${JSON.stringify(id)} is malformed or used twice. Use 1 to 32 letters, digits, "-" or "_".`,
      );
    }
    if (bytes.length < leastSecretBytes) {
      throw new TypeError(`The secret of key "${id}" is too short to be safe. Use at least 32 random bytes.`);
    }
    secrets.set(id, bytes);
  }
  const first = keys[0];
  if (first === undefined) throw new TypeError('hmacSigner needs a key to sign with. Give at least one.');
  return [first.id, secrets];
}
