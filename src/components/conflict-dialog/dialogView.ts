import type { RecordValue } from '../../client/index.js';
import { own, isPlainObject, type ChangeInfo, type Path } from '../../core/index.js';
import { fieldLabel, type ConflictDialogState, type Messages } from '../../react/index.js';
import type { Format } from '../FieldValue.js';
import { formatOf } from '../formatOf.js';
import { whenMade, whoMade } from '../who.js';

/** What every part of the dialog asks: what a field is called, how its value reads, who saved. */
export interface DialogView {
  /** Who changed the record, as people call them. */
  readonly who: string;
  /** When, written out; empty where nobody knows. */
  readonly when: string;
  readonly savedBy: string;
  labelOf(path: Path): string;
  formatOf(path: Path): Format | undefined;
  /** The value at a path as it would be saved now. */
  mergedAt(path: Path): unknown;
}

export function createDialogView<T extends RecordValue>(
  resource: ConflictDialogState<T>['resource'],
  options: {
    readonly change: ChangeInfo | undefined;
    readonly merged: T;
    readonly messages: Messages;
    readonly userId: string | undefined;
  },
): DialogView {
  const { change, merged, messages } = options;
  const who = whoMade(change, options);
  const when = whenMade(change, messages);
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  return {
    who,
    when,
    savedBy: messages.savedBy(who, when),
    labelOf: (path) => fieldLabel(path, labels),
    formatOf: (path) => formatOf(resource, path),
    mergedAt: (path) =>
      path.reduce<unknown>(
        (value, step) => (isPlainObject(value) ? own(value, String(step)) : undefined),
        merged,
      ),
  };
}
