export const locale = 'en-GB';

const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const timeOfDay = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** "€180.00" */
export function money(amount: number): string {
  return euros.format(amount);
}

/** "10 March 2026", from `2026-03-10`. */
export function dayInWords(day: string): string {
  return day === '' ? 'Not set' : longDay.format(new Date(`${day}T00:00:00Z`));
}

/** "14:32" today, "9 Mar" before. */
export function whenInWords(at: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  return (isToday ? timeOfDay : shortDay).format(moment);
}
