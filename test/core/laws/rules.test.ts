import fc from 'fast-check';
import { atomic, custom, eol, merge, nfc, set, text, trim, type CustomMerge, type Rule } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc } from './arbitraries.js';
import { canon } from './canon.js';
import { holds } from './holds.js';
import { isContested, unitsOf } from './unitsOf.js';

const word = fc.constantFrom('a', 'b', '\u00e9', 'a\nb', '\u00e9\nb');
/** Ways to write the same text, for those that trim and know Unicode. */
const rewritten = fc.constantFrom<(value: string) => string>(
  (value) => `${value}  `,
  (value) => ` ${value}\n`,
  (value) => value.normalize('NFD'),
  (value) => value.replaceAll('\n', '\r\n'),
);

describe('the laws of rules', () => {
  it('asks about every difference and nothing else where the base is not known, whatever the rules but `prefer`', () => {
    holds(docs({ without: ['owner', 'state', 'version', 'tags'] }), ({ mine, theirs }) => {
      const { merged, conflicts, changes } = merge<Doc>({ base: null, mine, theirs }, rules);
      expect(conflicts.length > 0).toBe(canon(mine) !== canon(theirs));
      const kinds = conflicts.map((conflict) => ('base' in conflict ? 'with a base' : conflict.kind));
      expect(kinds.filter((kind) => kind !== 'add/add' && kind !== 'duplicate-key')).toEqual([]);
      expect(changes).toEqual([]);
      expect(canon(merged)).toBe(canon(theirs));
    });
  });

  it('calls a custom rule only where both changed a field, each in its own way, with what is there', () => {
    const only = docs({ without: ['free', 'body', 'lines', 'tags', 'stock', 'steps', 'rows', 'items'] });
    holds(only, (three) => {
      const calls: CustomMerge<unknown>[] = [];
      const ask = custom<unknown>((field) => {
        calls.push(field);
        return calls.length % 2 === 0 ? { conflict: true } : { merged: 'mine to say' };
      });
      const result = merge<Doc>(three, { ...rules, whole: ask });
      const unit = unitsOf(three).find(({ path }) => path[0] === 'whole');
      const isCalled = unit !== undefined && isContested(unit);
      expect(calls.map(canon)).toEqual(
        isCalled ? [canon({ path: ['whole'], base: unit.base, mine: unit.mine, theirs: unit.theirs })] : [],
      );
      expect(result.merged.whole === 'mine to say').toBe(isCalled);
    });
  });

  it('takes for no edit what a codec takes for none, and keeps theirs', () => {
    const codecs = [eol(), trim(), nfc()];
    const rule = fc.constantFrom<Rule>(atomic({ codecs }), text({ codecs }));
    holds(fc.tuple(rule, word, rewritten, word), ([x, base, rewrite, edit]) => {
      const same = rewrite(base);
      for (const [mine, theirs] of [
        [same, edit],
        [edit, same],
      ]) {
        const result = merge<object>({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, { x });
        expect(result.conflicts).toEqual([]);
        expect(canon(result.merged)).toBe(canon({ x: edit === base ? theirs : edit }));
      }
    });
  });

  it('takes members for the same that a codec takes for the same', () => {
    const members = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
    holds(fc.tuple(members, members, members, rewritten), ([base, mine, theirs, rewrite]) => {
      const rule = { x: set({ codecs: [trim(), nfc()] }) };
      const plain = merge({ base: { x: base }, mine: { x: mine }, theirs: { x: theirs } }, { x: set() });
      const other = merge({ base: { x: base }, mine: { x: mine.map(rewrite) }, theirs: { x: theirs } }, rule);
      expect(other.conflicts).toEqual([]);
      expect(other.merged.x.map((member) => member.trim())).toEqual(plain.merged.x);
    });
  });
});
