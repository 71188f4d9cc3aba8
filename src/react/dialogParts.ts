import type { ComponentType, ReactNode } from 'react';
import type { Format } from '../client/index.js';
import type { Choice, FieldChange, FieldConflict, Path, Side } from '../core/index.js';
import type { ConflictReview } from './useConflict.js';

/** Shows a value: an image, a colour. */
type Renderer = (value: unknown) => ReactNode;

/** What every part of the dialog asks: what a field is called, how its value reads, who saved. */
export interface DialogView {
  /** Who changed the record, as a sentence calls them. */
  readonly who: string;
  /** When, as a sentence says it: "at 14:32"; empty where nobody knows. */
  readonly when: string;
  readonly savedBy: string;
  labelOf(path: Path): string;
  formatOf(path: Path): Format<unknown> | undefined;
  /** Shows a field's values that no text shows. */
  rendererOf(path: Path): Renderer | undefined;
  /** One side of an entry, or what comes of it as it would be saved now; an order by its rows. */
  valueOf(entry: FieldConflict | FieldChange, side: Side | 'merged'): unknown;
}

export interface FieldValueProps {
  readonly value: unknown;
  /** What it is compared with: what changed since is marked. */
  readonly base?: unknown;
  /** Whose version it is; absent for what came of both. */
  readonly side?: 'theirs' | 'mine' | undefined;
  readonly format?: Format<unknown> | undefined;
  /** A short value is shown after what it was, struck; without, it stands alone. @default false */
  readonly isDiff?: boolean;
  /** It is a stretch of a text, however short. @default by its length and lines */
  readonly isProse?: boolean;
  /** Shows a value that no text shows: an image. */
  readonly render?: ((value: unknown) => ReactNode) | undefined;
}

export interface ValueEditorProps {
  readonly label: string;
  readonly value: unknown;
  /** Called with what was typed; undefined while it is not a value of the field's type. */
  readonly onChange: (value: unknown) => void;
}

export interface DialogHeaderProps {
  readonly titleId: string;
  readonly leadId: string;
  readonly title: string;
  /** Choices were made before, too. */
  readonly isAgain?: boolean | undefined;
  /** The record was to be deleted: there are no changes of one's own. */
  readonly isDelete?: boolean | undefined;
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

/** How the dialog looks where an app has its own way: for all dialogs on the provider, for one on the dialog itself, which wins. */
export interface DialogLook {
  /** Parts of the dialog to replace by one's own. */
  readonly components?: Partial<DialogParts>;
  /** Shows the values of a field that no text shows, by its name: an image, a colour. */
  readonly renderers?: Readonly<Record<string, Renderer | undefined>>;
  /** How people see a field's value, by its name, where the resource doesn't say. */
  readonly formats?: Readonly<Record<string, Format<never> | undefined>>;
}
