import { describe, expect, it } from 'vitest';
import { formatPath, isSamePath, setAt } from '../../src/core/index.js';

describe('formatPath', () => {
  it('writes fields, indices and keyed items', () => {
    expect(formatPath(['rows', { key: 'id', value: 7 }, 'qty'])).toBe('/rows/[id=7]/qty');
    expect(formatPath(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d');
  });
});

describe('isSamePath', () => {
  it('tells a number from a string in a key', () => {
    expect(isSamePath([{ key: 'id', value: 1 }], [{ key: 'id', value: '1' }])).toBe(false);
    expect(isSamePath(['a', 'b'], ['a', 'b'])).toBe(true);
  });
});

describe('setAt', () => {
  it('replaces, adds and removes without touching the original', () => {
    const record = { a: { b: 1 }, list: [1, 2, 3] };

    expect(setAt(record, ['a', 'b'], 2)).toEqual({ a: { b: 2 }, list: [1, 2, 3] });
    expect(setAt(record, ['a', 'b'], undefined)).toEqual({ a: {}, list: [1, 2, 3] });
    expect(setAt(record, ['list', 1], undefined)).toEqual({ a: { b: 1 }, list: [1, 3] });
    expect(record).toEqual({ a: { b: 1 }, list: [1, 2, 3] });
  });

  it('leaves a list as it is where what is to be set would stand inside of a missing row', () => {
    const record = { rows: [{ id: 1, qty: 1 }] };
    const row = (value: number) => ({ key: 'id', value });

    expect(setAt(record, ['rows', row(2), 'qty'], 5)).toEqual(record);
    expect(setAt(record, ['rows', row(2)], { id: 2 })).toEqual({ rows: [{ id: 1, qty: 1 }, { id: 2 }] });
    expect(setAt(record, ['rows', row(2)], undefined)).toEqual(record);
  });

  it('sets a key called __proto__ as data', () => {
    const result = setAt({}, ['__proto__'], { polluted: 1 }) as Record<string, unknown>;

    expect(Object.hasOwn(result, '__proto__')).toBe(true);
    expect(result.polluted).toBeUndefined();
  });
});
