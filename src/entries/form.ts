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
export { useDrafts, type Drafts } from '../react/form/index.js';
export { clearDrafts, type Draft } from '../client/index.js';
