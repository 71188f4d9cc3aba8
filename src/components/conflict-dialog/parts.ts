import type { ReactNode } from 'react';
import type { Format, RecordValue } from '../../client/index.js';
import type { ConflictDialogState, DialogParts } from '../../react/index.js';

/** What `useVersionedForm` gives as `conflictDialog`, or what another save gives. */
export interface ConflictDialogProps<T extends RecordValue> extends ConflictDialogState<T> {
  /** Parts of the dialog to replace by one's own. */
  readonly components?: Partial<DialogParts>;
  /** Shows the values of a field that no text shows: an image, a colour. Where text will do, the resource's `formats` are for it. */
  readonly renderers?: { readonly [K in keyof T]?: (value: NonNullable<T[K]>) => ReactNode };
  /** How people see a field's value in this dialog, in place of what the resource says. */
  readonly formats?: { readonly [K in keyof T]?: Format<NonNullable<T[K]>> };
}
