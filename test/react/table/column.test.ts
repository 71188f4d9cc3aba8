import { describe, expect, it } from 'vitest';
import { tableMessages } from 'noclobber/table';
import { writeNumber } from '../../../src/react/parseNumber.js';
import { toColumn, type CellType } from '../../../src/react/table/grid/column.js';

/** What a cell of a type makes of a text; undefined where it says that it can't. */
function reader(type: CellType, locale: string) {
  const column = toColumn<{ id: string; a: unknown }>({ field: 'a', type }, {});
  const words = { ...tableMessages, yes: 'Yes', no: 'No', locale };
  return (text: string, number?: number) => {
    const { value, fault } = column.parse({ text, number }, {}, words);
    return fault ? undefined : value;
  };
}

describe('a cell that is typed or pasted into', () => {
  it('reads numbers as a language writes them, and what spreadsheets make of them', () => {
    const [english, german, swiss] = (['en', 'de', 'de-CH'] as const).map((locale) =>
      reader('number', locale),
    );
    expect(
      ['1,234.5', '$1,234.50', '50%', '12.3 %', '(5.25)', '\u22125', '1,5', '-', '5%%'].map((text) =>
        english?.(text),
      ),
    ).toEqual([1234.5, 1234.5, 0.5, 0.123, -5.25, -5, undefined, undefined, undefined]);
    expect(
      ['1.234,5', '1.234,50 €', '7 %', '1\u00a0234', '(1.234)', '1.2.3'].map((text) => german?.(text)),
    ).toEqual([1234.5, 1234.5, 0.07, 1234, -1234, undefined]);
    expect(swiss?.('1’234.50')).toBe(1234.5);
    expect(['0.125', '1.125', '1.25', '1.000.00'].map((text) => german?.(text))).toEqual([
      undefined,
      1125,
      undefined,
      undefined,
    ]);
    const [french, austrian] = [reader('number', 'fr'), reader('number', 'de-AT')];
    expect([french('1.125'), french('1 125,5'), austrian('1.125,50')]).toEqual([undefined, 1125.5, 1125.5]);
    for (const locale of ['en', 'de', 'fr', 'sv', 'ar-EG', 'fa', 'hi'])
      expect(reader('number', locale)(writeNumber(-1234.5, locale))).toBe(-1234.5);
  });

  it('takes no text for a number that only holds digits', () => {
    const english = reader('number', 'en');
    const others = ['1 2', "5'10", '1$50', '$5 $6', '12 31 2026', '0x1F', '0,125', '1,234 567', '12/31/26'];
    expect([...others, '9007199254740993', '(-5)'].map((text) => english(text))).toEqual(
      Array(11).fill(undefined),
    );
    expect(
      ['1 000', '$ (5.25)', '(5.25 €)', '-$1,000', '- 5', '.5', '6.02e23'].map((text) => english(text)),
    ).toEqual([1000, -5.25, -5.25, -1000, -5, 0.5, 6.02e23]);
    for (const text of ['12/31/26', '31.12.26', '31-Dec-2026', '12/31'])
      expect(english(text, 46387)).toBeUndefined();
    expect([english('12:30', 0.52), english('3 pcs', 3)]).toEqual([undefined, 3]);
  });

  it('reads days in the order of a language, and none that could be two', () => {
    const read = (locale: string, ...texts: readonly string[]) =>
      texts.map((text) => reader('date', locale)(text));
    expect(read('en', '2026-12-31', '12/31/2026', '31/12/2026', '5/5/2026', '31.12.2026')).toEqual([
      '2026-12-31',
      '2026-12-31',
      '2026-12-31',
      '2026-05-05',
      '2026-12-31',
    ]);
    expect(read('en', '03/04/2026', '31/12/26', '30.02.2026', '13/13/2026', '1/2/3')).toEqual(
      Array(5).fill(undefined),
    );
    expect(read('en-US', '03/04/2026', '31/12/2026')).toEqual(['2026-03-04', undefined]);
    expect(read('en-IE', '03/04/2026 09:30', '12/31/2026')).toEqual(['2026-04-03', undefined]);
    expect(read('en-GB', '03/04/2026', '12/31/2026')).toEqual([undefined, '2026-12-31']);
    expect(read('de', '3. 4. 2026', '2026/4/3', '2026-03-10T09:30:00Z')).toEqual([
      '2026-04-03',
      '2026-04-03',
      '2026-03-10',
    ]);
    expect(reader('date', 'en')('12/31/26', 46387)).toBe('2026-12-31');
    expect(reader('date', 'en')('31. Dez. 2026', 46387)).toBe('2026-12-31');
    for (const [text, number] of [
      ['46387', 46387],
      ['1.234,50', 1234.5],
      ['3,350.09', 3350.09],
      ['TRUE', 1],
      ['12:30', 0.52],
      ['49 MB', 49],
    ] as const)
      expect(reader('date', 'en')(text, number)).toBeUndefined();
    // Where the year is written first, none says which of the two comes first.
    // In November a Finn writes `marras`; whoever writes `Mar` is none.
    expect(read('fi', '5 Mar 2026', '5 maaliskuuta 2026')).toEqual([undefined, '2026-03-05']);
    expect(read('de', '5 Sep 2026', '5. Sept. 2026')).toEqual(['2026-09-05', '2026-09-05']);
    expect(read('ja', '2026月5月3', '2026年5月3日')).toEqual([undefined, '2026-05-03']);
    for (const text of [
      '24 Dec 2026',
      '24 december, 2026',
      'Dec. 24, 2026',
      'December 24 2026',
      '24-DEC-2026',
    ])
      expect(read('en', text)).toEqual(['2026-12-24']);
    expect(read('en', 'Ju 1, 2026', 'Juni 1, 2026', '31 Jun 2026', 'Dec 2026', '1 Dec 2 2026')).toEqual(
      Array(5).fill(undefined),
    );
    expect(read('en', 'Marc 1 2026', 'Ma 1 2026', 'Dec 24, 26', 'Mine 24 2026')).toEqual([
      '2026-03-01',
      undefined,
      undefined,
      undefined,
    ]);
    for (const locale of [
      'de',
      'fr',
      'es',
      'pt',
      'it',
      'nl',
      'pl',
      'ru',
      'sv',
      'tr',
      'el',
      'hi',
      'fi',
      'hu',
      'uk',
      'ca',
      'ja',
      'ko',
      'zh',
    ])
      for (const month of ['long', 'short'] as const) {
        const style = new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric' });
        const days = Array.from({ length: 12 }, (_, index) => new Date(2026, index, 9));
        const asOurs = days.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}-09`);
        expect(read(locale, ...days.map((day) => style.format(day)))).toEqual(asOurs);
      }
    for (const locale of ['sv', 'lt', 'fr-CA', 'en-CA', 'hu', 'ja'])
      expect(read(locale, '03/04/2026', '25/12/2026')).toEqual([undefined, '2026-12-25']);
    expect(read('de', '2026-03-10 to 2026-03-12', '31/12/2026 or later', '31.12.2569')).toEqual(
      Array(3).fill(undefined),
    );
    expect(read('th', '31/12/2569', '31/12/2026')).toEqual([undefined, '2026-12-31']);
    expect(read('fa', '1405/10/10', '2569-12-31')).toEqual([undefined, '2569-12-31']);
    expect(read('en', '12/31/2026, 9:30:00 PM', '2026-03-10 09:30')).toEqual(['2026-12-31', '2026-03-10']);
  });

  it('keeps a value that its own text is written over, and makes no text of what is none', () => {
    const write = (type: CellType, was: unknown, text?: string) => {
      const column = toColumn<{ id: string; a: unknown }>({ field: 'a', type }, {});
      const words = { ...tableMessages, yes: 'Yes', no: 'No', locale: 'en' };
      return column.parse({ text: text ?? column.toText(was, 'en') }, { a: was }, words);
    };
    for (const type of ['text', 'number', 'boolean', 'select', 'date'] as const)
      for (const was of [null, undefined]) expect(write(type, was)).toEqual({ value: was });
    expect(write('boolean', true, '')).toEqual({ value: false });
    expect(write('date', '2026-03-10T23:30:00Z')).toEqual({ value: '2026-03-10T23:30:00Z' });
    expect(write('text', ['a'])).toEqual({ value: ['a'] });
    expect(write('text', ['a'], 'b')).toMatchObject({ value: ['a'], fault: { text: 'b' } });
  });

  it('reads true and false as spreadsheets write them in their languages', () => {
    const read = reader('boolean', 'de');
    expect(['TRUE', 'WAHR', 'vrai', 'Yes', 'x', '1'].map((text) => read(text))).toEqual(Array(6).fill(true));
    expect(['FALSE', 'FALSCH', 'Faux', 'No', '0'].map((text) => read(text))).toEqual(Array(5).fill(false));
    expect(read('maybe')).toBeUndefined();
  });
});
