import type { VersionToken } from '../../core/index.js';
import { fromBase64url, toBase64url } from './base64url.js';
import { isSameDigest, recordDigest } from './payload.js';
import type { Signer } from './signer.js';

const pattern = /^plain1\.(0|[1-9]\d{0,19})\.([A-Za-z0-9_-]{22})$/;
let hasWarned = false;

/**
 * Makes tokens that a person can read and anybody can forge. For development only.
 *
 * @throws Error where `NODE_ENV` is `production`.
 */
export function plainSigner(): Signer {
  if (typeof process !== 'undefined' && process.env.NODE_ENV === 'production') {
    throw new Error(
      'plainSigner makes tokens that anybody can forge, so it does not run in production. Use hmacSigner.',
    );
  }
  if (!hasWarned)
    console.warn('noclobber: plainSigner makes tokens that anybody can forge. Use it in development only.');
  hasWarned = true;
  return {
    async sign(claims) {
      // Text becomes a token here, unsigned: that is what this signer is for.
      return `plain1.${claims.version}.${toBase64url(await recordDigest(claims))}` as VersionToken;
    },
    async verify(token, expected) {
      const [, version, ridText] = pattern.exec(token) ?? [];
      const rid = ridText === undefined ? undefined : fromBase64url(ridText);
      if (version === undefined || rid === undefined) return { kind: 'malformed' };
      return isSameDigest(rid, await recordDigest(expected))
        ? { kind: 'ok', version }
        : { kind: 'wrong-record' };
    },
  };
}
