'use client';

export {
  useVersionedForm,
  type DraftState,
  type FormResource,
  type FormStatus,
  type RecordSource,
  type VersionedForm,
  type VersionedFormOptions,
} from '../react/form/index.js';
