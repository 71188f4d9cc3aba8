export { versionedHandlers, type VersionedHandlersOptions } from './versionedHandlers.js';
