import type { ProblemType } from '../core/index.js';

/** Something an operator should be able to find. Never holds a token, a key or a record's content. */
export type LogEntry =
  /** A fault of the server: the caller got only the request id. */
  | { readonly event: 'failed'; readonly requestId: string; readonly cause: unknown }
  /** The store could not be reached. */
  | { readonly event: 'unavailable'; readonly requestId: string; readonly cause: unknown }
  /** A person overwrote versions that they had seen. */
  | ({ readonly event: 'overwritten'; readonly by: string; readonly versions: readonly string[] } & Place)
  /** A write asked for no token: the server's own code, or somebody who may. */
  | ({ readonly event: 'unchecked'; readonly by: string; readonly version: string } & Place)
  /** A token proved nothing: damaged, forged, of another record, or signed with a key that is gone. Scanners make many of these. */
  | ({ readonly event: 'token-refused'; readonly reason: ProblemType } & Place)
  /** A record and its past were erased. */
  | ({ readonly event: 'purged'; readonly by: string } & Place)
  /** `onWrite` or `onConflict` threw; the answer was not changed by it. */
  | { readonly event: 'hook-failed'; readonly cause: unknown }
  /** What came of one row of a batch could not be found out; the others were settled. */
  | ({ readonly event: 'row-failed'; readonly cause: unknown } & Place)
  /** Old keys and versions could not be forgotten; it is tried again. */
  | { readonly event: 'forget-failed'; readonly cause: unknown }
  /** Events of other processes were missed, or can't be heard for now; who follows is told to look at everything again. */
  | { readonly event: 'feed-interrupted'; readonly cause: unknown }
  /** A token was newer than the record: a backup was restored, or a key is used by two systems. */
  | ({ readonly event: 'token-ahead'; readonly version: string; readonly tokenVersion: string } & Place);

interface Place {
  readonly resource: string;
  readonly id: string;
}

const refusalPauseMs = 1000;

/**
 * Makes a log that writes to the console what an operator must act on; refused tokens at most once a second, with the number of those
 * left out.
 *
 * @param now the time in milliseconds
 */
export function createConsoleLog(now: () => number): (entry: LogEntry) => void {
  let printedAt = -Infinity;
  let leftOut = 0;

  function printRefusal({ resource, id, reason }: LogEntry & { readonly event: 'token-refused' }): void {
    if (now() - printedAt < refusalPauseMs) {
      leftOut++;
      return;
    }
    const more = leftOut > 0 ? ` (and ${leftOut} more before)` : '';
    console.info(`noclobber: ${reason} for ${JSON.stringify(`${resource}/${id}`)}${more}`);
    printedAt = now();
    leftOut = 0;
  }

  return (entry) => (entry.event === 'token-refused' ? printRefusal(entry) : print(entry));
}

function print(entry: Exclude<LogEntry, { readonly event: 'token-refused' }>): void {
  switch (entry.event) {
    case 'failed':
    case 'unavailable':
      return console.error(`noclobber: request ${entry.requestId} ${entry.event}`, entry.cause);
    case 'token-ahead':
      return console.error(
        `noclobber: ${entry.resource}/${entry.id} is at version ${entry.version}, but version ${entry.tokenVersion} was handed out. Was a backup restored?`,
      );
    case 'row-failed':
      return console.error(`noclobber: ${entry.resource}/${entry.id} failed in a batch`, entry.cause);
    case 'hook-failed':
    case 'forget-failed':
    case 'feed-interrupted':
      return console.error(`noclobber: ${entry.event}`, entry.cause);
    case 'overwritten':
    case 'unchecked':
    case 'purged':
      return;
  }
}
