export {
  useVersionedForm,
  type FormDraftState,
  type VersionedForm,
  type VersionedFormOptions,
} from './useVersionedForm.js';
export { useDrafts, type Drafts } from './useDrafts.js';
export {
  useSaveQueue,
  type ReviewableSave,
  type SaveQueue,
  type StuckSave,
  type UnresolvedSave,
} from './useSaveQueue.js';
export type { FormResource, RecordSource } from './recordSource.js';
export type { FormStatus } from '../session/formState.js';
