'use client';

export {
  useVersionedForm,
  type FormStatus,
  type VersionedForm,
  type VersionedFormOptions,
} from '../react/form/index.js';
