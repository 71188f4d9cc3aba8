import type { ComponentType, ReactNode } from 'react';
import type { Choice, FieldChange, FieldConflict } from '../../core/index.js';
import type { RecordValue } from '../../client/index.js';
import type { ConflictDialogState, ConflictReview } from '../../react/index.js';
import type { FieldValueProps } from '../value/FieldValue.js';
import type { ValueEditorProps } from '../value/ValueEditor.js';
import type { DialogView } from './dialogView.js';

export interface DialogHeaderProps {
  readonly titleId: string;
  readonly leadId: string;
  readonly title: string;
  /** Choices were made before, too. */
  readonly isAgain?: boolean | undefined;
  readonly lead: string;
  readonly children?: ReactNode;
}

export interface FieldQuestionProps {
  readonly id: string;
  readonly view: DialogView;
  readonly parts: DialogParts;
  readonly review: ConflictReview<unknown>;
  /** A conflict, or a change of kind `auto`: that one is merged already and only wants to be read. */
  readonly entry: FieldConflict | FieldChange;
  readonly choice: Choice | undefined;
  /** A settled field that is not being worked on shows one line. */
  readonly isFolded: boolean;
  readonly onChoose: (choice: Choice) => void;
  readonly onUnchoose: () => void;
  readonly onUnfold: () => void;
}

export interface MergedSectionProps {
  readonly view: DialogView;
  readonly parts: DialogParts;
  readonly review: ConflictReview<unknown>;
}

/** The parts of the dialog that an app can replace, each by a component that takes the same props. */
export interface DialogParts {
  /** What happened, and the heading that names the dialog: give it `titleId` as its id, and the sentence below it `leadId`. */
  readonly Header: ComponentType<DialogHeaderProps>;
  /** One question, with the field's name, both sides and what else can be done. */
  readonly Field: ComponentType<FieldQuestionProps>;
  /** What merged by itself. */
  readonly Merged: ComponentType<MergedSectionProps>;
  /** A field's value, wherever it is shown. */
  readonly Value: ComponentType<FieldValueProps>;
  /** A field to write one's own value into. */
  readonly Editor: ComponentType<ValueEditorProps>;
}

/** What `useVersionedForm` gives as `conflictDialog`, or what another save gives. */
export interface ConflictDialogProps<T extends RecordValue> extends ConflictDialogState<T> {
  /** Parts of the dialog to replace by one's own. */
  readonly components?: Partial<DialogParts>;
  /** Shows the values of a field that no text shows: an image, a colour. Where text will do, the resource's `formats` are for it. */
  readonly renderers?: { readonly [K in keyof T]?: (value: NonNullable<T[K]>) => ReactNode };
}
