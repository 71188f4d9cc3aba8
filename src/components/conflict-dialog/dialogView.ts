import type { ReactNode } from 'react';
import type { Format, RecordValue } from '../../client/index.js';
import {
  getAt,
  isSamePath,
  type FieldChange,
  type FieldConflict,
  type Path,
  type Side,
} from '../../core/index.js';
import {
  fieldLabel,
  type ConflictDialogState,
  type ConflictReview,
  type Messages,
} from '../../react/index.js';
import { formatOf } from '../value/formatOf.js';
import { whenMade, whoMade } from '../who.js';

/** What every part of the dialog asks: what a field is called, how its value reads, who saved. */
export interface DialogView {
  /** Who changed the record, as people call them. */
  readonly who: string;
  /** When, written out; empty where nobody knows. */
  readonly when: string;
  readonly savedBy: string;
  labelOf(path: Path): string;
  formatOf(path: Path): Format<unknown> | undefined;
  /** Shows a field's values that no text shows. */
  rendererOf(path: Path): Renderer | undefined;
  /** One side of an entry, or what comes of it as it would be saved now; an order by its rows. */
  valueOf(entry: FieldConflict | FieldChange, side: Side | 'merged'): unknown;
}

/** Shows a value: an image, a colour. */
export type Renderer = (value: unknown) => ReactNode;

export function createDialogView<T extends RecordValue>(
  resource: ConflictDialogState<T>['resource'],
  options: {
    readonly review: ConflictReview<T>;
    readonly messages: Messages;
    readonly userId: string | undefined;
    readonly renderers: Readonly<Record<string, Renderer | undefined>> | undefined;
  },
): DialogView {
  const { review, messages } = options;
  const { conflict, result } = review;
  const change = conflict.kind === 'modified' ? conflict.theirs.change : conflict.change;
  const who = whoMade(change, options);
  const when = whenMade(change, messages);
  const theirs = conflict.kind === 'modified' ? [conflict.theirs.value] : [];
  const records = [conflict.mine, ...theirs, conflict.base.value];
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  return {
    who,
    when,
    savedBy: messages.savedBy(who, when),
    labelOf: (path) => fieldLabel(path, { labels, records }),
    formatOf: (path) => formatOf(resource, path),
    rendererOf: ([field, ...rest]) => (rest.length === 0 ? options.renderers?.[String(field)] : undefined),
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
