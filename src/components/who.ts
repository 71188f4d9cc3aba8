import type { ChangeInfo } from '../core/index.js';
import type { peopleMessages } from '../react/index.js';

type PeopleMessages = typeof peopleMessages;

/** Names who made a change; one's own other tab is not a stranger. */
export function whoMade(
  change: ChangeInfo | undefined,
  { messages, userId }: { messages: PeopleMessages; userId: string | undefined },
): string {
  if (!change) return messages.someone;
  return change.by.id === userId ? messages.youElsewhere : isolated(change.by.name);
}

/** The same within a sentence. */
export function whoIn(
  change: ChangeInfo | undefined,
  { messages, userId }: { messages: PeopleMessages; userId: string | undefined },
): string {
  if (!change) return messages.someoneElse;
  return change.by.id === userId ? messages.yourOtherTab : isolated(change.by.name);
}

const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Keeps a name from turning the sentence that it stands in: without marks of direction, and isolated where it runs the other way. */
function isolated(name: string): string {
  const plain = name.replaceAll(turning, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** Writes out when: the time today, with the date before. Empty where nobody knows. */
export function whenMade(change: ChangeInfo | undefined, { locale }: PeopleMessages): string {
  return written(change, locale).text;
}

/** The same within a sentence: "at 14:32", "on 9 Mar 2026, 14:32". */
export function whenIn(change: ChangeInfo | undefined, messages: PeopleMessages): string {
  const { text, isToday } = written(change, messages.locale);
  if (!text) return '';
  return isToday ? messages.atTime(text) : messages.onDay(text);
}

function written(change: ChangeInfo | undefined, locale: string) {
  const at = new Date(change?.at ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return { text: '', isToday: false };
  const isToday = at.toDateString() === new Date().toDateString();
  return { text: formatOf(locale, isToday).format(at), isToday };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The first of a page takes the browser tens of milliseconds. */
function formatOf(locale: string | undefined, isToday: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${isToday}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, { ...(isToday ? {} : { dateStyle: 'medium' }), timeStyle: 'short' });
  formats.set(key, format);
  return format;
}
