/** A record has a value that the database does not take. */
export class InvalidValueError extends Error {
  override readonly name = 'InvalidValueError';
  /** The field, where it is known; empty for the record as a whole. */
  readonly field: string;
  constructor(field: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** Reads an error of the database as one about the values: a type, a constraint, a trigger that refused. */
export function toInvalidValue(error: unknown): InvalidValueError | undefined {
  if (error instanceof InvalidValueError) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // PostgreSQL: data exceptions, integrity constraints, raised by a trigger, too large for a column or an index.
  if (!/^(22...|23...|P0001|54000)$|^SQLITE_CONSTRAINT|^SQLITE_(MISMATCH|TOOBIG)/.test(String(error.code)))
    return undefined;
  const column = 'column' in error && typeof error.column === 'string' ? error.column : '';
  return new InvalidValueError(
    column,
    'was refused by the database: a type, a constraint or a trigger does not allow it',
    { cause: error },
  );
}
