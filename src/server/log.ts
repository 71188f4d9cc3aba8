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
  /** A record and its past were erased. */
  | ({ readonly event: 'purged'; readonly by: string } & Place)
  /** `onWrite` or `onConflict` threw; the answer was not changed by it. */
  | { readonly event: 'hook-failed'; readonly cause: unknown }
  /** Old keys and versions could not be forgotten; it is tried again. */
  | { readonly event: 'forget-failed'; readonly cause: unknown }
  /** A token was newer than the record: a backup was restored, or a key is used by two systems. */
  | ({ readonly event: 'token-ahead'; readonly version: string; readonly tokenVersion: string } & Place);

interface Place {
  readonly resource: string;
  readonly id: string;
}

/** Writes to the console what an operator must act on. */
export function logToConsole(entry: LogEntry): void {
  switch (entry.event) {
    case 'failed':
    case 'unavailable':
      return console.error(`noclobber: request ${entry.requestId} ${entry.event}`, entry.cause);
    case 'token-ahead':
      return console.error(
        `noclobber: ${entry.resource}/${entry.id} is at version ${entry.version}, but version ${entry.tokenVersion} was handed out. Was a backup restored?`,
      );
    case 'hook-failed':
    case 'forget-failed':
      return console.error(`noclobber: ${entry.event}`, entry.cause);
    case 'overwritten':
    case 'unchecked':
    case 'purged':
      return;
  }
}
