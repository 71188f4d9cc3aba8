const dayAndTime =
  /^(\d{1,4}) ?([-./]) ?(\d\d?) ?\2 ?(\d{1,4})\.?([T ,]+\d\d?[:.]\d\d[\d:.,]*(\s?[ap]\.?m\.?)?(Z|[-+][\d:]+)?)?$/i;

/**
 * Reads a day as people write it in a language, with the whole year.
 *
 * @returns undefined for what is no day, or could be two: `03/04/2026` in an English that nobody chose.
 */
export function parseDay(text: string, locale: string): string | undefined {
  const parts = dayAndTime.exec(text);
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
  const day = found.size === 1 ? [...found][0] : undefined;
  // 2569 is now in Thailand, 1405 in Iran.
  const isOurs = /^\d{4}-/.test(text) || /^(1[6-9]|2[0-3])/.test(day ?? '');
  return isOurs ? day : undefined;
}

/** What may come first beside the year. Dots are written only where that is the day. */
function ordersIn(locale: string, sign: string | undefined): readonly ('day' | 'month')[] {
  if (sign === '.') return ['day'];
  // The kit's own English stands for both countries.
  if (locale === 'en' || locale === 'en-GB') return ['day', 'month'];
  const parts = new Intl.DateTimeFormat(locale, { calendar: 'gregory' })
    .formatToParts(0)
    .map(({ type }) => type);
  const day = parts.indexOf('day');
  // Where the year is written first, one at the end is foreign.
  if (parts.indexOf('year') < day) return ['day', 'month'];
  return parts.indexOf('month') < day ? ['month'] : ['day'];
}

function toDay(year: string, month: string, day: string): string | undefined {
  if (year.length !== 4 || day.length > 2) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : text;
}

/**
 * The day of a number as spreadsheets count them, where the text beside it names it.
 *
 * @returns undefined for any other number: an amount, a duration.
 */
export function dayOfSerial(serial: number, text: string): string | undefined {
  if (!(serial >= 0 && serial < 2_958_466) || (!/\p{L}/u.test(text) && !dayShape.test(text)))
    return undefined;
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
  const named = (text.match(/\d+/g) ?? []).map((part) => part.padStart(2, '0'));
  const isNamed = [day.slice(0, 4), day.slice(2, 4)].some((year) => named.includes(year));
  return isNamed && named.includes(day.slice(8)) ? day : undefined;
}

const dayShape = /\d([-./]) ?\d\d? ?\1 ?\d/;

/** A number is told for days and times, too: how many days they are from the first. */
export function isTime(serial: number, text: string): boolean {
  return dayShape.test(text) || /\d ?[:/] ?\d/.test(text) || dayOfSerial(serial, text) !== undefined;
}
