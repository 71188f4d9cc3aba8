export { ConflictDialog, type ConflictDialogProps } from './conflict-dialog/ConflictDialog.js';
export { FieldMark, type FieldMarkProps } from './FieldMark.js';
export { SaveNotice, type SaveNoticeProps } from './SaveNotice.js';
