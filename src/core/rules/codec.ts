/** Gives what is compared in place of a value; what is not its business it gives back as it is. */
export type Codec = (value: unknown) => unknown;

/** What a field's values are compared as. They are saved as they were written. */
export interface CodecOptions {
  /** Applied in turn; what is missing is undefined. */
  readonly codecs?: readonly Codec[];
}

/** Makes one codec of several. */
export function chain(codecs: readonly Codec[]): Codec {
  return (value) => codecs.reduce((next, codec) => codec(next), value);
}

/** Compares texts without the white space around them. */
export function trim(end: 'both' | 'start' | 'end' = 'both'): Codec {
  return (value) => {
    if (typeof value !== 'string') return value;
    if (end === 'both') return value.trim();
    return end === 'start' ? value.trimStart() : value.trimEnd();
  };
}

/** Compares an empty text as another value: what an untouched input makes of `null`. */
export function emptyAs(empty: unknown = null): Codec {
  return (value) => (value === '' ? empty : value);
}

/** Compares line breaks as equal, however they are written. */
export function eol(): Codec {
  return (value) => (typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n') : value);
}

/** Compares texts in Unicode's normalization form C: an "é" typed in one way or in another is the same. */
export function nfc(): Codec {
  return (value) => (typeof value === 'string' ? value.normalize('NFC') : value);
}

/** Compares decimal numbers by their value: `"1.0"`, `"1.00"` and `1` are the same. Exact, however long they are. */
export function decimal(): Codec {
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return value;
    const [, sign, whole = '', fraction = ''] = /^\s*([+-]?)(\d*)\.?(\d*)\s*$/.exec(String(value)) ?? [];
    if (sign === undefined || !(whole || fraction)) return value;
    const digits = `${whole.replace(/^0+/, '')}.${fraction.replace(/0+$/, '')}`;
    return digits === '.' ? 'decimal 0' : `decimal ${sign === '-' ? '-' : ''}${digits}`;
  };
}

/** Compares RFC 3339 times by their instant, fractions of a second however fine included. A time without an offset stays a text. */
export function datetime(): Codec {
  return (value) => {
    if (value instanceof Date)
      return instantOf(value.getTime(), String(value.getUTCMilliseconds()).padStart(3, '0'));
    if (typeof value !== 'string') return value;
    const [, day, time, fraction = '', offset] =
      /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/.exec(value) ?? [];
    const instant = Date.parse(`${day}T${time}${offset?.toUpperCase()}`);
    return Number.isNaN(instant) ? value : instantOf(instant, fraction);
  };
}

function instantOf(milliseconds: number, fraction: string): string {
  return `instant ${Math.floor(milliseconds / 1000)}.${fraction.replace(/0+$/, '')}`;
}
