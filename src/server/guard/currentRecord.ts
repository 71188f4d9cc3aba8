import type { Person, VersionToken } from '../../core/index.js';
import { conflictDetails } from '../actions/conflictDetails.js';
import { refuse, type Refusal, type VersionInfo } from '../outcome.js';
import { versionText } from './versionText.js';

/** A record as the app's own table has it now. */
export interface CurrentRecord {
  /** A plain object with the fields that a read by this caller gives, and nothing that they may not see. */
  readonly value: object;
  readonly version: string | number | bigint;
  /** @default null, not known */
  readonly changedBy?: Person | null;
  /** Text is an RFC 3339 time in UTC. @default null, not known */
  readonly changedAt?: Date | string | null;
  /** The row is only marked as deleted: `changedBy` and `changedAt` say who did that and when. @default false */
  readonly isDeleted?: boolean;
}

/** Refuses a write because the record was deleted or changed meanwhile. */
export function refuseCurrent(
  current: CurrentRecord,
  { id, token, base }: { readonly id: string; readonly token: VersionToken; readonly base?: object },
): Refusal {
  // A table may count its ids; on the wire they are text.
  const value = { ...current.value, id };
  const shown = { value, token, change: versionInfo(current) };
  return current.isDeleted
    ? refuse('record-deleted', conflictDetails['record-deleted'], { tombstone: { ...shown, last: value } })
    : refuse('version-conflict', conflictDetails['version-conflict'], {
        current: shown,
        ...(base ? { base: { ...base, id } } : {}),
      });
}

function versionInfo({ version, changedBy = null, changedAt = null }: CurrentRecord): VersionInfo {
  const at = changedAt instanceof Date ? changedAt.toISOString() : changedAt;
  return { version: versionText(version), by: changedBy, at };
}
