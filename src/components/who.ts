import type { ChangeInfo } from '../core/index.js';
import type { Messages } from '../react/index.js';

/** Names who made a change; one's own other tab is not a stranger. */
export function whoMade(
  change: ChangeInfo | undefined,
  { messages, userId }: { messages: Messages; userId: string | undefined },
): string {
  if (!change) return messages.someone;
  return change.by.id === userId ? messages.youElsewhere : isolated(change.by.name);
}

const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Keeps a name from turning the sentence that it stands in: without marks of direction, and isolated where it runs the other way. */
function isolated(name: string): string {
  const plain = name.replaceAll(turning, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** Writes out when: the time today, with the date before. Empty where nobody knows. */
export function whenMade(change: ChangeInfo | undefined, { locale }: Messages): string {
  const at = new Date(change?.at ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return '';
  const isToday = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(at);
}
