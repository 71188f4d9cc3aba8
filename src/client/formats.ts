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
  const made = byLocale(
    (locale) => new Intl.NumberFormat(locale, { ...options, style: 'currency', currency }),
  );
  return Object.assign((value: number, locale?: string) => made(locale).format(value), { isAmount: true });
}

/** Makes a formatter once a language: to make one costs a thousand times what it costs to use it. */
function byLocale<F>(make: (locale: string | undefined) => F): (locale: string | undefined) => F {
  const made = new Map<string | undefined, F>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}

const dayOnly = /^\d{4}-\d\d-\d\d$/;

/** Shows a date, given as an RFC 3339 text, a `Date` or milliseconds; a day without a time is that day everywhere. */
export function date(options: Intl.DateTimeFormatOptions = {}): Format<string | number | Date> {
  const isOwn = Object.keys(options).length > 0;
  const day = byLocale(
    (locale) => new Intl.DateTimeFormat(locale, isOwn ? options : { dateStyle: 'long', timeZone: 'UTC' }),
  );
  const moment = byLocale((locale) => new Intl.DateTimeFormat(locale, isOwn ? options : momentStyle));
  return (value, locale) => {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) return String(value);
    const isDay = typeof value === 'string' && dayOnly.test(value);
    return (isDay ? day : moment)(locale).format(at);
  };
}

const momentStyle = { dateStyle: 'long', timeStyle: 'short' } as const;

/** Shows what people call the choices of a select: by their label, not by what is stored. */
export function choices(labels: Readonly<Record<string, string>>): Format<string | number | boolean> {
  return (value) => (Object.hasOwn(labels, String(value)) ? (labels[String(value)] ?? '') : String(value));
}
