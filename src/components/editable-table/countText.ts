const groups = new Map([
  ['en-GB', ','],
  ['de-DE', '.'],
]);

/** A count as a language writes it. The kit's own languages by hand: the browser's first number format costs as much as half a table. */
export function countText(count: number, locale: string): string {
  const group = groups.get(locale);
  if (group === undefined) return new Intl.NumberFormat(locale).format(count);
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, group);
}
