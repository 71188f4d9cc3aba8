'use client';

// Forms
export {
  useVersionedForm,
  type FormDraftState,
  type FormResource,
  type FormStatus,
  type RecordSource,
  type VersionedForm,
  type VersionedFormOptions,
} from '../react/form/index.js';

// What this browser keeps
export {
  useDrafts,
  useSaveQueue,
  type Drafts,
  type ReviewableSave,
  type SaveQueue,
  type StuckSave,
  type UnresolvedSave,
} from '../react/form/index.js';
export { clearDrafts, type Draft, type QueuedSave } from '../client/index.js';
