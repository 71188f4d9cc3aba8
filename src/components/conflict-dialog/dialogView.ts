import type { RecordValue } from '../../client/index.js';
import { getAt, isSamePath } from '../../core/index.js';
import {
  fieldLabel,
  type ConflictDialogState,
  type ConflictReview,
  type DialogLook,
  type DialogView,
  type dialogMessages,
} from '../../react/index.js';
import { formatOf } from '../value/formatOf.js';
import { whenIn, whenMade, whoIn, whoMade } from '../who.js';

export function createDialogView<T extends RecordValue>(
  resource: ConflictDialogState<T>['resource'],
  options: {
    readonly review: ConflictReview<T>;
    readonly messages: typeof dialogMessages;
    readonly userId: string | undefined;
    /** The app's way for all dialogs, and for this one. */
    readonly looks: readonly [DialogLook, DialogLook];
  },
): DialogView {
  const { review, messages } = options;
  const { conflict, result } = review;
  const change = conflict.kind === 'modified' ? conflict.theirs.change : conflict.change;
  const theirs = conflict.kind === 'modified' ? [conflict.theirs.value] : [];
  const records = [conflict.mine, ...theirs, conflict.base.value];
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  const [everywhere, here] = options.looks;
  const formats = { ...everywhere.formats, ...resource.formats, ...here.formats };
  const renderers = { ...everywhere.renderers, ...here.renderers };
  return {
    who: whoIn(change, options),
    when: whenIn(change, messages),
    savedBy: messages.savedBy(whoMade(change, options), whenMade(change, messages)),
    labelOf: (path) => fieldLabel(path, { labels, records }),
    formatOf: (path) => formatOf({ formats }, path),
    rendererOf: ([field, ...rest]) => (rest.length === 0 ? renderers[String(field)] : undefined),
    valueOf(entry, side) {
      const { path, of } = entry;
      // A list in the order that counts, with the rows that stay.
      if (of === 'order' && side === 'merged') return getAt(review.merged, path);
      const value = side === 'merged' ? review.mergedAt(path) : entry[side];
      const order = result.orders?.find((other) => isSamePath(other.path, path));
      if (of !== 'order' || !order || !Array.isArray(value)) return value;
      const rowOf = (name: unknown) =>
        records
          .map((record) => getAt(record, [...path, { key: order.key, value: name }]))
          .find((row) => row !== undefined);
      return value.map((name: unknown) => rowOf(name) ?? name);
    },
  };
}
