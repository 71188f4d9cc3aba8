import { isWellFormed } from '../text.js';
import { toBase64url } from './base64url.js';
import { digest } from './digest.js';
import type { TokenSubject } from './signer.js';

const format = 1;
const noFlags = 0;
const ridBytes = 16;
const payloadBytes = 30;
const [ridAt, versionAt, expiryAt, flagsAt] = [1, 17, 25, 29];
const highestVersion = 2n ** 64n - 1n;

/** What a payload holds besides the record it speaks of. */
export interface Payload {
  readonly rid: Uint8Array;
  readonly version: string;
  /** Unix time in seconds; 0 = never. */
  readonly expiresAtSeconds: number;
}

const mostDigests = 20_000;
/** Digests made lately: a save needs one to read its token, and again to sign the next. */
const digests = new Map<string, Uint8Array>();

/** Names a record in 16 bytes. */
export function recordDigest(subject: TokenSubject): Uint8Array | Promise<Uint8Array> {
  const name = subjectName(subject);
  return digests.get(name) ?? keepDigest(name, subject);
}

async function keepDigest(name: string, subject: TokenSubject): Promise<Uint8Array> {
  const made = await makeDigest(subject);
  if (digests.size >= mostDigests) digests.clear();
  digests.set(name, made);
  return made;
}

/** Names a record so that no other has the name. */
export function subjectName({ audience, tenant, resource, id }: TokenSubject): string {
  return `${audience.length} ${tenant.length} ${resource.length} ${audience}${tenant}${resource}${id}`;
}

async function makeDigest({ audience, tenant, resource, id }: TokenSubject): Promise<Uint8Array> {
  const parts = ['rid1', audience, tenant, resource, id];
  if (!parts.every(isWellFormed)) {
    throw new TypeError(
      "A record's audience, tenant, resource or id has half a surrogate pair. Two such ids would get one token. Use well-formed text.",
    );
  }
  return (await digest(parts)).subarray(0, ridBytes);
}

/** Written over for every payload: nothing waits between writing and reading it. */
const sheet = new Uint8Array(payloadBytes);
const pen = new DataView(sheet.buffer);

/** Lays a payload out as 30 bytes, in base64url: format, record, version, expiry, flags. */
export function encodePayload(payload: Payload): string {
  const version = BigInt(payload.version);
  if (version < 0n || version > highestVersion) {
    throw new RangeError(
      `Version ${payload.version} is not an unsigned 64-bit number, so no token can hold it.`,
    );
  }
  pen.setUint8(0, format);
  sheet.set(payload.rid, ridAt);
  pen.setBigUint64(versionAt, version);
  pen.setUint32(expiryAt, payload.expiresAtSeconds);
  pen.setUint8(flagsAt, noFlags);
  return toBase64url(sheet);
}

/** Reads what `encodePayload` wrote, or gives undefined where the format or the flags are not known. */
export function decodePayload(bytes: Uint8Array): Payload | undefined {
  if (bytes.length !== payloadBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint8(0) !== format || view.getUint8(flagsAt) !== noFlags) return undefined;
  return {
    rid: bytes.subarray(ridAt, versionAt),
    version: view.getBigUint64(versionAt).toString(),
    expiresAtSeconds: view.getUint32(expiryAt),
  };
}

/** Compares two record digests; they are no secret. */
export function isSameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
