import type { RecordValue } from '../../client/index.js';
import type { ConflictDialogState, ConflictReview, DialogParts, DialogView } from '../../react/index.js';

/** What each step of the dialog is given. */
export interface StepProps<T extends RecordValue> extends ConflictDialogState<T> {
  readonly review: ConflictReview<T>;
  readonly view: DialogView;
  readonly parts: DialogParts;
  /** Id of the heading that names the dialog. */
  readonly titleId: string;
  /** Id of the sentence that describes it. */
  readonly leadId: string;
  /** Saves what was chosen, or goes to what still is open. */
  readonly onApply: () => void;
}
