import { createGitTool } from './gitTool.js';
import { noclobberTool } from './noclobberTool.js';
import { peers } from './peers.js';
import type { Tool } from './tool.js';

/** Everything that is measured; git only where it is installed. */
export function createTools(): Tool[] {
  const git = createGitTool();
  return [noclobberTool, ...(git ? [git] : []), ...peers];
}
