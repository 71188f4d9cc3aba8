/** What was typed makes no sense; the usage helps. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The server can't start, for a reason that a person can do something about. One line. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
