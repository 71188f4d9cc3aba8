import { sql, type RawBuilder } from 'kysely';
import { foldCase } from '../../../core/index.js';

type Variant = readonly [from: string, to: string];

const firstBeyondAscii = 0x80;
/** No script beyond these two planes has upper and lower case. */
const lastWithCase = 0x1ffff;
const [firstSurrogate, lastSurrogate] = [0xd800, 0xdfff];

let known: readonly Variant[] | undefined;

/**
 * Gives what a database must replace in a text before it looks for a part of it that is in lower case. Its own `lower` is asked for
 * ASCII only: beyond, the answer would depend on its build and its locale.
 */
export function caseVariants(part: string): readonly Variant[] {
  known ??= readVariants();
  const wanted = new Set(part);
  return known.filter(([, to]) => [...to].some((character) => wanted.has(character)));
}

/** Puts each of the variants into lower case, one within the other. */
export function replaceEach(text: RawBuilder<unknown>, variants: readonly Variant[]): RawBuilder<unknown> {
  return variants.reduce((inner, [from, to]) => sql`replace(${inner}, ${from}, ${to})`, text);
}

function readVariants(): readonly Variant[] {
  const variants: Variant[] = [];
  for (let code = firstBeyondAscii; code <= lastWithCase; code++) {
    if (code >= firstSurrogate && code <= lastSurrogate) continue;
    const from = String.fromCodePoint(code);
    const to = foldCase(from);
    if (to !== from) variants.push([from, to]);
  }
  return variants;
}
