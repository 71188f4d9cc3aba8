import { refuse, type Refusal } from '../outcome.js';
import type { RecordRef } from '../store.js';

/** In UTF-8; a character beyond 16 bits counts as two. */
const mostBytesOfCharacter = 3;

/** Refuses a record that is too long, by the text that will be stored: a validator may have changed the value that it was given. */
export function doubtLength(
  { resource, id }: RecordRef,
  { json, mostBytes }: { readonly json: string; readonly mostBytes: number },
): Refusal | undefined {
  const isShort = json.length * mostBytesOfCharacter <= mostBytes;
  if (isShort || new TextEncoder().encode(json).length <= mostBytes) return undefined;
  const detail = `The record would have more than ${mostBytes} bytes. Store less in it.`;
  return refuse('too-large', detail, { record: { resource, id } });
}
