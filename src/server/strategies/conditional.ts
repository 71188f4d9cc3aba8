import { isEqual, own } from '../../core/index.js';
import { versionAfter, type VersionStrategy } from './strategy.js';

/** Which fields count: those named, or all but those named. */
export type ConditionalOptions =
  { readonly fields: readonly string[] } | { readonly ignore: readonly string[] };

/**
 * Makes a version only where a field changes that counts. A change of others is saved without one: nobody's form goes stale by it.
 * The token does not speak for those others, so a whole record that is put leaves them as they are; only a patch changes them.
 *
 * @throws TypeError where both kinds of names are given, or none.
 * @example
 * conditional({ ignore: ['views', 'lastSeenAt'] })
 */
export function conditional(options: ConditionalOptions): VersionStrategy {
  if ('fields' in options === 'ignore' in options) {
    throw new TypeError('conditional takes either the fields that count or those to ignore, not both.');
  }
  const named = new Set('fields' in options ? options.fields : options.ignore);
  const covers = (field: string) => field === 'id' || named.has(field) === 'fields' in options;
  return {
    kind: 'conditional',
    next({ before, value, isDeleted }) {
      if (!before || isDeleted || before.isDeleted) return versionAfter(before);
      const fields = new Set([...Object.keys(before.value), ...Object.keys(value)]);
      const isSame = [...fields].every(
        (field) => !covers(field) || isEqual(own(before.value, field), own(value, field)),
      );
      return isSame ? before.version : versionAfter(before);
    },
    covers,
  };
}
