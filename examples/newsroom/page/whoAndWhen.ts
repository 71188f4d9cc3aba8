import type { ChangeInfo } from 'noclobber';
import { firstEditor } from '../resource.js';
import { whenInWords } from '../words.js';

/** "Second editor, 14:32" */
export function whoAndWhen(change: ChangeInfo | undefined): string {
  if (!change) return '';
  return `${change.by.id === firstEditor ? 'You' : change.by.name}, ${whenInWords(change.at)}`;
}
