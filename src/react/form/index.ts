export { useVersionedForm, type VersionedForm, type VersionedFormOptions } from './useVersionedForm.js';
export type { FormResource, RecordSource } from './recordSource.js';
export type { DraftState, FormStatus } from '../session/formState.js';
