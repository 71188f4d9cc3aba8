export { ConflictDialog } from './conflict-dialog/ConflictDialog.js';
export type {
  ConflictDialogProps,
  DialogHeaderProps,
  DialogParts,
  FieldQuestionProps,
  MergedSectionProps,
} from './conflict-dialog/parts.js';
export type { DialogView } from './conflict-dialog/dialogView.js';
export { FieldMark, type FieldMarkProps } from './FieldMark.js';
export { SaveNotice, type SaveNoticeProps } from './SaveNotice.js';
export { StaleBanner, type StaleBannerProps } from './StaleBanner.js';
export { FieldValue, type FieldValueProps } from './value/FieldValue.js';
export type { ValueEditorProps } from './value/ValueEditor.js';
export { VersionBadge, type VersionBadgeProps } from './VersionBadge.js';
export { VersionInput, type VersionInputProps } from './VersionInput.js';
