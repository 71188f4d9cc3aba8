/** The kit's own languages are known: the first format that a browser makes takes as long as half a table. */
const known = new Map([
  ['en-GB', ',.'],
  ['de-DE', '.,'],
]);

/** The signs between thousands and before decimals in a language; asked for each cell of a paste. */
function signsOf(locale: string): string {
  const signs =
    known.get(locale) ??
    new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(12345.5).replaceAll(/\d/g, '');
  known.set(locale, signs);
  return signs;
}

/**
 * Reads a number as people write it in a language: with its decimal sign, grouped by thousands or not, a currency sign beside it,
 * as a percentage, or below zero in brackets, as accountants do.
 *
 * @returns NaN for what is no number, could be two, or has more digits than a number can hold.
 */
export function parseNumber(text: string, locale: string): number {
  const signs = signsOf(locale);
  // Most cells of a paste hold just a number.
  const isPlain = (signs.endsWith(',') ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(text);
  const digits = isPlain ? text : toDigits(text, signs);
  const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits) ? Number(digits) : NaN;
  const isHeld =
    Math.abs(number) <= Number.MAX_SAFE_INTEGER || (/e/i.test(digits) && Number.isFinite(number));
  return isHeld ? number : NaN;
}

/** Writes it as a program would; what is no number stays none. */
function toDigits(text: string, signs: string): string {
  const isComma = signs.endsWith(',');
  const bare = text
    .replaceAll(/[\u200e\u200f]/g, '')
    .trim()
    .replace('\u2212', '-')
    .replace(/^([-+(]?)\s*\p{Sc}\s*|\s*\p{Sc}(\)?)$/u, '$1$2')
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/^([-+]?)\s+/, '$1')
    .replace(/\s*%$/, 'e-2')
    .replaceAll(/[.,]/g, (sign) => (isComma === (sign === ',') ? '.' : ','));
  // `1.234` is a thousand only where people write it so.
  const isGrouped =
    /^[-+]?[1-9]\d{0,2}([,\s’'])\d{3}(\1\d{3})*(\.\d+)?(e-2)?$/.test(bare) &&
    (signs.startsWith(isComma ? '.' : ',') || !/^[^,]*,[^,.]*$/.test(bare));
  return isGrouped ? bare.replaceAll(/[,\s’']/g, '') : bare;
}

/** Writes a number as `parseNumber` reads it, whole. */
export function writeNumber(number: number, locale: string): string {
  const text = String(number);
  return text.includes('.') && signsOf(locale).endsWith(',') ? text.replace('.', ',') : text;
}
