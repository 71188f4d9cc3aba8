import { isIdempotencyKey } from '../actions/idempotency.js';
import type { Caller } from '../command.js';
import { refuse, type Refusal } from '../outcome.js';
import { isStorable } from '../text.js';
import { isVersionList, mostVersions } from '../versionNumber.js';

const longestName = 200;

/** Reads who asks in development, where everybody is who they say. */
export function readDevelopmentCaller(headers: Headers): Caller | Refusal {
  const name = decodeName(headers.get('Noclobber-User') ?? 'Someone');
  const tab = decodeName(headers.get('Noclobber-Tab') ?? '');
  if (name === undefined || name === '' || tab === undefined) {
    return refuse(
      'malformed-query',
      `Noclobber-User and Noclobber-Tab hold percent-encoded UTF-8 of at most ${longestName} characters. Encode them with encodeURIComponent.`,
    );
  }
  return { id: name, name, ...(tab === '' ? {} : { tab }) };
}

/** Names the tab of a caller whom the server has found out otherwise; it proves nothing, and is nobody else's. */
export function withTab(caller: Caller, headers: Headers): Caller {
  const tab = decodeName(headers.get('Noclobber-Tab') ?? '');
  return caller.tab !== undefined || !tab ? caller : { ...caller, tab };
}

function decodeName(text: string): string | undefined {
  try {
    const name = decodeURIComponent(text);
    return name.length <= longestName && isStorable(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the idempotency key; undefined where none was sent. */
export function readIdempotencyKey(headers: Headers): string | undefined | Refusal {
  const text = headers.get('Idempotency-Key');
  if (text === null) return undefined;
  const [, key] = /^"(.*)"$/.exec(text) ?? [];
  if (key !== undefined && isIdempotencyKey(key)) return key;
  return refuse(
    'malformed-key',
    'The idempotency key is malformed, so a repeated request could not be recognised. Send 1 to 128 visible ASCII characters in double quotes.',
  );
}

/** Reads the fence of the lock that the caller believes to hold; undefined where none was sent. */
export function readFence(headers: Headers): string | undefined | Refusal {
  const text = headers.get('Noclobber-Fence');
  if (text === null) return undefined;
  return /^[1-9]\d{0,18}$/.test(text)
    ? text
    : refuse('malformed-query', 'Noclobber-Fence holds the fence of a lock, a number in decimal.');
}

/** Reads the versions that a person overwrites knowingly; undefined where none were sent. */
export function readForce(headers: Headers): readonly string[] | undefined | Refusal {
  const text = headers.get('Noclobber-Force');
  if (text === null) return undefined;
  // Whoever wrote past the kit left no number.
  if (text.trim() === '') return [];
  const versions = text.split(',').map((version) => version.trim());
  if (isVersionList(versions)) return versions;
  return refuse(
    'malformed-query',
    `Noclobber-Force holds the numbers of the versions to overwrite, separated by commas, at most ${mostVersions}.`,
  );
}
