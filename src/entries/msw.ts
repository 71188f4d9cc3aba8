export { versionedHandlers, type VersionedHandlersOptions } from '../msw/index.js';
