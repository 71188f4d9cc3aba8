import type { VersionToken } from '../../core/index.js';

/** Which record a token speaks of. */
export interface TokenSubject {
  /** Which deployment the token is for: a token of the test system is worth nothing in production. */
  readonly audience: string;
  /** Whose records; empty where there is only one tenant. */
  readonly tenant: string;
  readonly resource: string;
  readonly id: string;
}

/** What a token says: this version of this record was read. */
export interface TokenClaims extends TokenSubject {
  /** An unsigned 64-bit number in decimal. */
  readonly version: string;
}

/** What became of a token that somebody sent. */
export type Verification =
  | { readonly kind: 'ok'; readonly version: string }
  | { readonly kind: 'malformed' | 'unknown-key' | 'bad-signature' | 'wrong-record' | 'expired' };

/** Makes version tokens and reads them back. The same claims give the same token. */
export interface Signer {
  sign(claims: TokenClaims): Promise<VersionToken>;
  /** Never throws for what a client sent: every outcome is a value. */
  verify(token: string, expected: TokenSubject): Verification | Promise<Verification>;
}
