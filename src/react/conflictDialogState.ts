import type { RecordValue, Resource } from '../client/index.js';
import type { Choice, Conflict, Path } from '../core/index.js';

/** A conflict to show, and what to do with the answer. Those that save resolve to whether it was saved. */
export interface ConflictDialogState<T extends RecordValue> {
  /** How the record merges and what people call it and its fields. */
  readonly resource: Pick<Resource<T>, 'recordLabel' | 'labels' | 'formats' | 'rules'>;
  /** The conflict to show; `null` closes the dialog. */
  readonly conflict: Conflict<T> | null;
  /** What is chosen so far. Pass it with `onChoicesChange` to keep the choices of a dialog that was closed. */
  readonly choices?: readonly Choice[];
  readonly onChoicesChange?: (choices: readonly Choice[]) => void;
  /** A person asked for it: it is shown also where all of it merges by itself. */
  readonly isAsked?: boolean;
  /** A newer version came up while the one before was being settled. */
  readonly isAgain?: boolean;
  readonly isSaving?: boolean;
  /** Why the last try to save from the dialog failed. */
  readonly error?: Error | null;
  /** `overwritten` are the paths at which a change of theirs goes. */
  readonly onSave: (merged: T, overwritten: readonly Path[]) => Promise<boolean>;
  /** Leave it out where overwriting is not allowed: the dialog then doesn't offer it. */
  readonly onOverwrite?: () => Promise<boolean>;
  readonly onDiscard: () => void;
  /** The record was to be deleted, and others changed it: the dialog asks for that only. Resolves to whether it was deleted. */
  readonly onDelete?: () => Promise<boolean>;
  readonly onRecreate?: () => Promise<boolean>;
  readonly onSaveCopy?: () => Promise<boolean>;
  /** Esc and "Keep editing": the dialog closes, and nothing is lost. */
  readonly onKeepEditing: () => void;
}
