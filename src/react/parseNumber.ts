/** The kit's own languages are known: the first format that a browser makes takes as long as half a table. */
const commas = new Map([
  ['en-GB', false],
  ['de-DE', true],
]);

/** Tells whether a language writes decimals with a comma; asked for each cell of a paste. */
function hasComma(locale: string): boolean {
  const known =
    commas.get(locale) ??
    new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(1.5).includes(',');
  commas.set(locale, known);
  return known;
}

/**
 * Reads a number as people write it in a language: with its decimal sign, grouped by thousands or not, a currency sign beside it,
 * as a percentage, or below zero in brackets, as accountants do.
 *
 * @returns NaN for what is no number, or could be two.
 */
export function parseNumber(text: string, locale: string): number {
  const isComma = hasComma(locale);
  // Most cells of a paste hold just a number.
  const isPlain = (isComma ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(text);
  const digits = isPlain ? text : withoutGroups(text, isComma);
  const number = digits === '' ? NaN : Number(digits);
  return Number.isFinite(number) ? number : NaN;
}

function withoutGroups(text: string, isComma: boolean): string {
  const bare = text
    .replaceAll(/[\s\u00a0\u202f\u200e\u200f’']|\p{Sc}/gu, '')
    .replace('\u2212', '-')
    .replace(/^\((\d.*)\)$/, '-$1')
    .replace(/^(-?\d.*)%$/, '$1e-2');
  const [group, point] = isComma ? ['.', ','] : [',', '.'];
  const isGrouped = new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?(e-2)?$`).test(bare);
  return (isGrouped ? bare.replaceAll(group, '') : bare).replace(point, '.');
}

/** Writes a number as `parseNumber` reads it, whole. */
export function writeNumber(number: number, locale: string): string {
  const text = String(number);
  return text.includes('.') && hasComma(locale) ? text.replace('.', ',') : text;
}
