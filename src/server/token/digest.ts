import { sha256 } from './hash.js';

const lengthBytes = 4;
const encoder = new TextEncoder();

/**
 * Hashes parts with SHA-256, each behind its length, so that ("ab", "c") and ("a", "bc") differ. Text is taken as
 * UTF-8 as it is: NFC and NFD differ.
 */
export async function digest(parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> {
  const chunks = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  const bytes = new Uint8Array(chunks.reduce((total, { length }) => total + lengthBytes + length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    new DataView(bytes.buffer).setUint32(offset, chunk.length);
    bytes.set(chunk, offset + lengthBytes);
    offset += lengthBytes + chunk.length;
  }
  return sha256(bytes);
}
