import type { Versioned } from '../core/index.js';

export interface VersionInputProps<T> {
  /** What the form was filled from; `null` for a record that doesn't exist yet. */
  readonly record: Versioned<T> | null;
  /** @default '_version' */
  readonly name?: string;
}

/**
 * A hidden field with the token of the version that a form shows, for posts that no script sends: a server action's, or a page's without
 * JavaScript. The handler passes it to the checker: `readVersionInput` reads it.
 *
 * @example
 * const done = await checker.update({ resource: 'articles', id, patch, token: readVersionInput(form) })
 */
export function VersionInput<T>({ record, name = '_version' }: VersionInputProps<T>) {
  // A browser keeps what a field held through a reload; a token must be that of what the page shows.
  return <input type="hidden" name={name} value={record?.token ?? ''} autoComplete="off" readOnly />;
}
