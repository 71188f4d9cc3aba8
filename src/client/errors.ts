import type { ChangeInfo, Conflict, InvalidField, Problem } from '../core/index.js';
import type { RecordLock } from './lock/recordLock.js';

/** The record changed or went away since it was read. Nothing was saved; `conflict` holds all that a merge needs. */
export class ConflictError<T = unknown> extends Error {
  override readonly name = 'ConflictError';
  constructor(
    readonly conflict: Conflict<T>,
    options?: ErrorOptions,
  ) {
    super(
      `The record was ${conflict.kind} by someone else since it was read. Saving would have lost their change. Merge \`error.conflict\` and save again.`,
      options,
    );
  }
}

/** The server could not read the version token as one of its own. Nothing was saved. */
export class VersionTokenError extends Error {
  override readonly name = 'VersionTokenError';
  constructor(
    readonly problem: Problem | undefined,
    options?: ErrorOptions,
  ) {
    super(
      `The server refused the version token (${problem?.title ?? 'no reason given'}). Without it a write can't be checked. Read the record again and save from there.`,
      options,
    );
  }
}

/** The server asks for a version token and got none. Nothing was saved. */
export class PreconditionRequiredError extends Error {
  override readonly name = 'PreconditionRequiredError';
  constructor(options?: ErrorOptions) {
    super(
      'The write carried no version token, so the server refused it. It could have overwritten another change. Pass the `Versioned` that was read as `base`.',
      options,
    );
  }
}

/** The record is not valid, found here or by the server. Nothing was saved. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError';
  constructor(
    readonly errors: readonly InvalidField[],
    options?: ErrorOptions,
  ) {
    super(
      `The record is not valid at ${errors.map(({ pointer }) => pointer || '(the record)').join(', ')}. Nothing was saved. Correct what \`error.errors\` names and save again.`,
      options,
    );
  }
}

/** Somebody else holds the record's lock, or the one that the save relied on has passed on. Nothing was saved. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(
    /** Whose lock it is; null where it is free again. */
    readonly lock: RecordLock | null,
    /** The lock that the save relied on has passed on: saved without its fence, the version decides. */
    readonly isLost: boolean,
    options?: ErrorOptions,
  ) {
    super(
      isLost
        ? 'The lock that this save relied on has passed to somebody else, who may have saved meanwhile. Nothing was saved. Save again without the fence: the version check shows what they changed.'
        : 'Somebody else has locked the record, so nothing was saved. Wait until they are done, ask them, or take the lock over.',
      options,
    );
  }
}

/**
 * No answer came, also after retries. A write may or may not have been saved: only a retry with the same
 * `idempotencyKey` finds out without doing it twice.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  constructor(
    readonly idempotencyKey: string | undefined,
    options?: ErrorOptions,
  ) {
    super('The server did not answer. It may have saved. Try again with the same `idempotencyKey`.', options);
  }
}

/** The server refused in a way that fits no other error: not found, not allowed. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';
  /** Who deleted the record that was asked for, where the server tells. */
  readonly change: ChangeInfo | undefined;
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
    options?: ErrorOptions & { readonly change?: ChangeInfo },
  ) {
    super(
      `The server answered ${status}${problem ? ` (${problem.title})` : ''}, so it did not do what was asked. See \`error.problem\` for its reason.`,
      options,
    );
    this.change = options?.change;
  }
}

const hasName = (error: unknown, name: string) => error instanceof Error && error.name === name;

export function isConflictError<T = unknown>(error: unknown): error is ConflictError<T> {
  return hasName(error, 'ConflictError');
}
export function isVersionTokenError(error: unknown): error is VersionTokenError {
  return hasName(error, 'VersionTokenError');
}
export function isPreconditionRequiredError(error: unknown): error is PreconditionRequiredError {
  return hasName(error, 'PreconditionRequiredError');
}
export function isInvalidRecordError(error: unknown): error is InvalidRecordError {
  return hasName(error, 'InvalidRecordError');
}
export function isLockedError(error: unknown): error is LockedError {
  return hasName(error, 'LockedError');
}
export function isNetworkError(error: unknown): error is NetworkError {
  return hasName(error, 'NetworkError');
}
export function isResponseError(error: unknown): error is ResponseError {
  return hasName(error, 'ResponseError');
}
/** Tells whether it is said that a record isn't there: deleted, or never there. */
export function isGoneError(error: unknown): error is ResponseError {
  return isResponseError(error) && [404, 410].includes(error.status);
}
