import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMergePatch, createMergePatch } from '../../src/core/index.js';

describe('applyMergePatch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    [['a', 'b'], ['c'], ['c']],
  ])('turns %j by %j into %j (RFC 7396, appendix A)', (target, patch, expected) => {
    expect(applyMergePatch(target, patch)).toEqual(expected);
  });
});

describe('createMergePatch', () => {
  it('holds only what changed', () => {
    expect(
      createMergePatch({ base: { a: 1, b: { c: 1, d: 1 }, e: 1 }, mine: { a: 1, b: { c: 2, d: 1 } } }),
    ).toEqual({ b: { c: 2 }, e: null });
  });

  it('gives up where a value became null, which a patch reads as "remove"', () => {
    expect(createMergePatch({ base: { a: 1 }, mine: { a: null } })).toBeUndefined();
    expect(createMergePatch({ base: {}, mine: { a: { b: null } } })).toBeUndefined();
    expect(createMergePatch({ base: {}, mine: { a: [null] } })).toEqual({ a: [null] });
  });

  it('leads from the base to mine wherever it exists', () => {
    const { record } = fc.letrec((tie) => ({
      record: fc.dictionary(
        fc.constantFrom('a', 'b'),
        fc.oneof({ maxDepth: 3 }, fc.constantFrom(1, 2, null, 'x'), tie('record')),
        { noNullPrototype: true },
      ),
    }));
    fc.assert(
      fc.property(record, record, (base, mine) => {
        const patch = createMergePatch({
          base: base as Record<string, unknown>,
          mine: mine as Record<string, unknown>,
        });
        fc.pre(patch !== undefined);
        expect(applyMergePatch(base, patch)).toEqual(mine);
      }),
      { numRuns: 2_000 },
    );
  });
});
