import type { Format } from '../../client/index.js';
import type { Path } from '../../core/index.js';

/** The format of the field at a path; what is inside of a field has none. */
export function formatOf(
  { formats }: { readonly formats?: object | undefined },
  [field, ...rest]: Path,
): Format<unknown> | undefined {
  if (rest.length > 0 || typeof field !== 'string') return undefined;
  // Formats are kept by field name, and one is only ever given its own field's values.
  return (formats as Readonly<Record<string, Format<unknown> | undefined>> | undefined)?.[field];
}
