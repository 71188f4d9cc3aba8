import fc from 'fast-check';
import { merge } from 'noclobber';
import { describe, expect, it } from 'vitest';
import { docs, rules, type Doc } from './arbitraries.js';
import { mergeTexts } from './mergeTexts.js';
import { textsOf } from './texts.js';

const count = (names: readonly string[]) =>
  names.reduce<Record<string, number>>(
    (counts, name) => Object.assign(counts, { [name]: (counts[name] ?? 0) + 1 }),
    {},
  );
const shareOf = <T>(all: readonly T[], isSo: (one: T) => boolean) => all.filter(isSo).length / all.length;

// A law that is only tried on empty records holds: here the values that laws are tried on are looked at themselves.
describe('what laws are tried on', () => {
  it('reaches every kind of conflict, change and hunk', () => {
    const results = fc.sample(docs(), { numRuns: 4_000, seed: 1 }).map((three) => merge<Doc>(three, rules));
    const entries = results.flatMap(({ conflicts, changes }) => [...conflicts, ...changes]);
    const kinds = count(entries.map(({ kind, of = 'value' }) => `${of} ${kind}`));
    const hunks = count(entries.flatMap((entry) => entry.hunks ?? []).map(({ kind }) => kind));

    expect(Object.keys(kinds).toSorted()).toEqual(
      [
        'update/update update/delete delete/update add/add insert/insert type atomic duplicate-key',
        'mine theirs both merged auto',
      ]
        .flatMap((names) => names.split(' ').map((kind) => `value ${kind}`))
        .concat(['group', 'mine', 'theirs', 'both'].map((kind) => `group ${kind}`))
        .concat(['order', 'mine', 'theirs', 'both'].map((kind) => `order ${kind}`))
        .toSorted(),
    );
    expect(Object.keys(hunks).toSorted()).toEqual(['auto', 'both', 'conflict', 'mine', 'stable', 'theirs']);
    expect(shareOf(results, ({ conflicts }) => conflicts.length === 0)).toBeGreaterThan(0.1);
    expect(shareOf(results, ({ conflicts }) => conflicts.length > 0)).toBeGreaterThan(0.4);
  });

  it('reaches texts that merge by lines, by words and not at all', () => {
    const kinds = fc
      .sample(textsOf(), { numRuns: 4_000, seed: 1 })
      .map((texts) => mergeTexts(texts).entry?.kind);

    expect(shareOf(kinds, (kind) => kind === 'merged')).toBeGreaterThan(0.05);
    expect(shareOf(kinds, (kind) => kind === 'auto')).toBeGreaterThan(0.05);
    expect(shareOf(kinds, (kind) => kind === 'update/update')).toBeGreaterThan(0.2);
  });
});
