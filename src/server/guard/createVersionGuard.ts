import type { VersionToken } from '../../core/index.js';
import { checkTokens } from '../actions/proof.js';
import { conflictDetails } from '../actions/conflictDetails.js';
import { toResponse } from '../http/answer.js';
import { problemAnswer } from '../http/problemAnswer.js';
import { readCarried, tokenRequired } from '../token/tags.js';
import { isRefusal, refuse, type Refusal } from '../outcome.js';
import { isWellFormed } from '../text.js';
import type { Signer, TokenSubject } from '../token/signer.js';
import { refuseCurrent, type CurrentRecord } from './currentRecord.js';
import { webHeaders, type GuardedRequest } from './guardedRequest.js';
import { versionText } from './versionText.js';

/** Names one of the app's own records. */
export interface GuardedRecord {
  /** The kind of record: `articles`. */
  readonly resource: string;
  readonly id: string;
  /** Whose record, where one id means different records of different tenants. @default '' */
  readonly tenant?: string;
}

export interface VersionGuardOptions {
  readonly signer: Signer;
  /** Names this deployment in its tokens, so that those of another one are refused. @default 'noclobber' */
  readonly audience?: string;
}

/** A version that somebody has proved to have read; whether it is still current, only the write itself can tell. */
export interface ExpectedVersion {
  /** For the write's own condition, as a decimal string: `UPDATE … WHERE id = ? AND version = ?`. */
  readonly version: string;
  /** All of them, where If-Match named several (at most 8): `… AND version IN (…)`. One that holds is enough. */
  readonly versions: readonly string[];
}

export interface TokenInput extends GuardedRecord {
  readonly version: string | number | bigint;
}

export interface ExpectedVersionInput extends GuardedRecord {
  /** The body, already parsed: the token may travel in it as `_version`. */
  readonly body?: unknown;
}

export interface ConflictInput extends GuardedRecord {
  /** What is stored now; null or undefined where there is no such row. */
  readonly current: CurrentRecord | null | undefined;
  /** What the write's own version was, where the app keeps old versions. */
  readonly base?: object;
}

/** Lets no write of a server's own handlers through that does not prove which version it replaces. */
export interface VersionGuard {
  /**
   * Signs the version that an answer shows: for the body's `_version`, and in double quotes for `ETag`.
   * @throws TypeError where the version is no whole number from 0 to 2^64 - 1, or the id is no well-formed text.
   */
  token(input: TokenInput): Promise<VersionToken>;
  /**
   * Reads which version a write replaces, from If-Match or from the body; a `Response` is the refusal to send. Call it when it is
   * known that the caller may write: refusals would tell who may not even read that the record exists.
   */
  expectedVersion(request: GuardedRequest, input: ExpectedVersionInput): Promise<ExpectedVersion | Response>;
  /**
   * Answers a write that replaced no row, or a read that found none: 409, or 412 when the token came in If-Match, with the current
   * record; 410 when it is deleted, 404 when there is none.
   */
  conflictResponse(request: GuardedRequest, input: ConflictInput): Promise<Response>;
}

/**
 * Creates a guard for a server that keeps its own tables and handlers: it signs versions, reads them back and answers conflicts. The
 * check itself stays in the app's `UPDATE`, together with the write; comparing versions before it would let two writers through.
 *
 * Every write raises the version, and no version comes back: an id that is deleted and used again goes on counting, or a token from
 * before the deletion would fit the new record.
 *
 * @example
 * const guard = createVersionGuard({ signer: hmacSigner({ keys: [{ id: '2026-11', secret }] }) });
 * const expected = await guard.expectedVersion(request, { resource: 'articles', id, body });
 * if (expected instanceof Response) return expected;
 * const { rowCount } = await sql`UPDATE articles SET title = ${title}, version = version + 1
 *   WHERE id = ${id} AND version = ${expected.version}`;
 * if (rowCount === 0) return guard.conflictResponse(request, { resource: 'articles', id, current: await read(id) });
 */
export function createVersionGuard({ signer, audience = 'noclobber' }: VersionGuardOptions): VersionGuard {
  const subjectOf = ({ resource, id, tenant = '' }: GuardedRecord): TokenSubject => ({
    audience,
    tenant,
    resource,
    id,
  });

  async function token({ version, ...record }: TokenInput): Promise<VersionToken> {
    return signer.sign({ ...subjectOf(record), version: versionText(version) });
  }

  return {
    token,

    async expectedVersion(request, { body, ...record }) {
      const subject = subjectOf(record);
      // No table holds such text, and two such ids would get one token.
      if (!Object.values(subject).every(isWellFormed)) return respondTo(request, record, missing());
      const carried = readCarried(webHeaders(request).get('If-Match'), body);
      const proved = isRefusal(carried) ? carried : await checkTokens(carried.tokens, { signer, subject });
      if (isRefusal(proved)) return respondTo(request, record, proved);
      const { versions } = proved;
      const [version] = versions;
      return version === undefined ? respondTo(request, record, tokenRequired()) : { version, versions };
    },

    async conflictResponse(request, { current, base, ...record }) {
      if (!current) return respondTo(request, record, missing());
      const shown = await token({ ...record, version: current.version });
      return respondTo(request, record, refuseCurrent(current, { id: record.id, token: shown, base }));
    },
  };
}

function missing(): Refusal {
  return refuse('not-found', conflictDetails['not-found']);
}

function respondTo(request: GuardedRequest, { resource, id }: GuardedRecord, refusal: Refusal): Response {
  return toResponse(
    problemAnswer(refusal, {
      request: { headers: webHeaders(request) },
      requestId: () => crypto.randomUUID(),
      record: { resource, id },
      collectionPath: '',
      // The app's own read gives the record whatever its size.
      conflictBytes: Infinity,
    }),
  );
}
