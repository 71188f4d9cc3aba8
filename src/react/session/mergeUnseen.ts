import type { MergeUnseen } from '../../client/index.js';
import { meetingCode } from './meetingCode.js';

/** Merges into a save what others saved meanwhile. */
export const mergeUnseen: MergeUnseen = async (conflict, rules) =>
  (await meetingCode.load()).mergeMet(conflict, rules);
