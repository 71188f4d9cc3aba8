export { useVersionedForm, type VersionedForm, type VersionedFormOptions } from './useVersionedForm.js';
export type { FormStatus } from './formState.js';
