/**
 * Reads a day as people write it in a language, with the whole year.
 *
 * @returns undefined for what is no day, or could be two: `03/04/2026` in an English that nobody chose.
 */
export function parseDay(text: string, locale: string): string | undefined {
  const parts = /^(\d{1,4}) ?([-./]) ?(\d\d?) ?\2 ?(\d{1,4})\.?(?=$|[T ,])/.exec(text);
  if (!parts) return undefined;
  const [, first = '', sign, second = '', third = ''] = parts;
  const found = new Set(
    first.length === 4
      ? [toDay(first, second, third)]
      : ordersIn(locale, sign).map((order) =>
          order === 'day' ? toDay(third, second, first) : toDay(third, first, second),
        ),
  );
  found.delete(undefined);
  return found.size === 1 ? [...found][0] : undefined;
}

/** What may come first. Dots are written only where that is the day. */
function ordersIn(locale: string, sign: string | undefined): readonly ('day' | 'month')[] {
  if (sign === '.') return ['day'];
  // The kit's own English stands for both countries.
  if (locale === 'en' || locale === 'en-GB') return ['day', 'month'];
  const parts = new Intl.DateTimeFormat(locale).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('month') < parts.indexOf('day') ? ['month'] : ['day'];
}

function toDay(year: string, month: string, day: string): string | undefined {
  if (year.length !== 4 || day.length > 2) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : text;
}

/** The day of a number as spreadsheets count them. */
export function dayOfSerial(serial: number): string | undefined {
  const time = Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000;
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 10) : undefined;
}
