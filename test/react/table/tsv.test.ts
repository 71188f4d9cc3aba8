import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTsv, toTsv } from '../../../src/react/table/grid/tsv.js';

describe('tab-separated text', () => {
  it('reads back whatever it writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', 'ü') });
    const block = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(toTsv(rows))).toEqual(rows);
        // Nothing at all is what a picture leaves there.
        expect(toTsv(rows)).not.toBe('');
      }),
    );
  });

  it('reads what spreadsheets write', () => {
    expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(parseTsv('5" pipe\t"x"y')).toEqual([['5" pipe', '"x"y']]);
    expect(parseTsv('"two\r\nlines"\n')).toEqual([['two\nlines']]);
    expect(parseTsv('')).toEqual([['']]);
    expect(parseTsv('\r\n')).toEqual([['']]);
    expect(parseTsv('a\r\n\r\n')).toEqual([['a'], ['']]);
    expect(parseTsv('\t\n\t')).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });
});
