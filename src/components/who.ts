import type { ChangeInfo } from '../core/index.js';
import type { Messages } from '../react/index.js';

/** Names who made a change; one's own other tab is not a stranger. */
export function whoMade(
  change: ChangeInfo | undefined,
  { messages, userId }: { messages: Messages; userId: string | undefined },
): string {
  if (!change) return messages.someone;
  return change.by.id === userId ? messages.youElsewhere : change.by.name;
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
