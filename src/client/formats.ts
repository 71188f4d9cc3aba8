/** How people see a field's value. It is given the language of the texts around it. */
export type Format<V> = ((value: V, locale?: string) => string) & {
  /** It is an amount: two of them have a difference that can be told in the same way. */
  readonly isAmount?: boolean;
};

/**
 * Shows an amount of money.
 *
 * @example
 * createResource<Product>({ url, formats: { price: money('EUR') } })
 */
export function money(currency: string, options: Intl.NumberFormatOptions = {}): Format<number> {
  const format = (value: number, locale?: string) =>
    new Intl.NumberFormat(locale, { ...options, style: 'currency', currency }).format(value);
  return Object.assign(format, { isAmount: true });
}

const dayOnly = /^\d{4}-\d\d-\d\d$/;

/** Shows a date, given as an RFC 3339 text, a `Date` or milliseconds; a day without a time is that day everywhere. */
export function date(options: Intl.DateTimeFormatOptions = {}): Format<string | number | Date> {
  return (value, locale) => {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) return String(value);
    const isDay = typeof value === 'string' && dayOnly.test(value);
    const shown = isDay ? { dateStyle: 'long' as const, timeZone: 'UTC' } : momentStyle;
    return new Intl.DateTimeFormat(locale, Object.keys(options).length > 0 ? options : shown).format(at);
  };
}

const momentStyle = { dateStyle: 'long', timeStyle: 'short' } as const;

/** Shows what people call the choices of a select: by their label, not by what is stored. */
export function choices(labels: Readonly<Record<string, string>>): Format<string | number | boolean> {
  return (value) => (Object.hasOwn(labels, String(value)) ? (labels[String(value)] ?? '') : String(value));
}
