const dayAndTime =
  /^(\d{1,4}) ?([-./]) ?(\d\d?) ?\2 ?(\d{1,4})\.?([T ,]+\d\d?[:.]\d\d[\d:.,]*(\s?[ap]\.?m\.?)?(Z|[-+][\d:]+)?)?$/i;

/**
 * Reads a day as people write it in a language, with the whole year: in numbers, or with the name of its month.
 *
 * @returns undefined for what is no day, or could be two: `03/04/2026` in an English that nobody chose.
 */
export function parseDay(text: string, locale: string): string | undefined {
  const parts = dayAndTime.exec(text.replace(/^(\d{4})[年년] ?(\d\d?)[月월] ?(\d\d?)[日일]?$/, '$1-$2-$3'));
  const found = new Set(parts ? daysOfNumbers(parts, locale) : daysOfName(text, locale));
  found.delete(undefined);
  const day = found.size === 1 ? [...found][0] : undefined;
  // 2569 is now in Thailand, 1405 in Iran.
  const isOurs = /^\d{4}-/.test(text) || /^(1[6-9]|2[0-3])/.test(day ?? '');
  return isOurs ? day : undefined;
}

function daysOfNumbers(
  [, first = '', sign, second = '', third = '']: readonly string[],
  locale: string,
): readonly (string | undefined)[] {
  if (first.length === 4) return [toDay(first, second, third)];
  return ordersIn(locale, sign).map((order) =>
    order === 'day' ? toDay(third, second, first) : toDay(third, first, second),
  );
}

/** `24 December 2026`, `Dec 24, 2026`, `24 de dic. de 2026`: in whatever order, with the words of the language. */
function daysOfName(text: string, locale: string): readonly (string | undefined)[] {
  if (!/^[\p{L}\p{M}\d\s.,॰’'-]+$/u.test(text)) return [];
  const [year = '', day = '', ...more] = (text.match(/\d+/g) ?? []).sort((a, b) => b.length - a.length);
  if (more.length > 0) return [];
  const wordsOf = (words: string): readonly string[] =>
    words.toLocaleLowerCase(locale).match(/[\p{L}\p{M}]+/gu) ?? [];
  const styles = (['long', 'short'] as const).map(
    (month) =>
      new Intl.DateTimeFormat(locale, { calendar: 'gregory', day: 'numeric', month, year: 'numeric' }),
  );
  return Array.from({ length: 12 }, (_, month) => {
    const parts = styles.flatMap((style) => style.formatToParts(new Date(2026, month)));
    const [[long = ''] = [], [short = ''] = []] = parts
      .filter(({ type }) => type === 'month')
      .map(({ value }) => wordsOf(value).toReversed());
    const others = parts
      .flatMap(({ value }) => wordsOf(value))
      .filter((word) => word !== long && word !== short);
    const [name = '', ...unknown] = wordsOf(text).filter((word) => !others.includes(word));
    // A letter more or less than the language's own short form is no other month: `Sep`, `Sept`. Where it has none, nothing is cut off.
    const isCut = short !== '' && long.startsWith(name) && name.length > 2 && name.length >= short.length - 1;
    const isNamed = unknown.length === 0 && (name === long || name === short || isCut);
    return isNamed ? toDay(year, String(month + 1), day) : undefined;
  });
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
