import type { Store, StoredVersion, Write, WriteStep } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';

const ref = { tenant: '', resource: 'articles', id: '1' };
const owner = { tenant: '', caller: 'ann', key: 'a' };
const create: WriteStep = { kind: 'create', next: '1', value: { id: '1', n: 0 } };
/** What somebody read at a version. */
const at = (version: string, isDeleted = false): StoredVersion => ({
  id: '1',
  version,
  value: { id: '1', n: 0 },
  isDeleted,
  by: null,
  at: null,
  key: null,
});
const after = (version: string) => String(BigInt(version) + 1n);

/** What somebody who writes a store has to keep: the check and the write are one, whatever was read before. */
describe.each(eachStore)('a store ($name)', ({ openStore }) => {
  const update = (version: string, n = 1): WriteStep => ({
    kind: 'update',
    before: at(version),
    next: after(version),
    value: { id: '1', n },
  });
  const open = async () => {
    const store = await openStore();
    await store.setUp([{ name: 'articles', strategy: 'autoIncrement' }]);
    return { store, write: (step: WriteStep, more: Partial<Write> = {}) => writeTo(store, step, more) };
  };

  it('raises the version with every change, and keeps every version', async () => {
    const { store, write } = await open();

    expect(await write(create)).toBe('written 1');
    expect(await write(update('1'))).toBe('written 2');
    expect(await write({ kind: 'keep', before: at('2') })).toBe('written 2');
    expect(await write({ kind: 'delete', before: at('2'), next: '3' })).toBe('written 3');
    expect(await write({ ...create, before: at('3', true), next: '4' })).toBe('written 4');
    expect(await store.readVersion(ref, '2')).toMatchObject({ value: { n: 1 }, isDeleted: false });
    expect(await store.readVersion(ref, '3')).toMatchObject({ value: { n: 1 }, isDeleted: true });
    expect(await store.history(ref, { after: '2', limit: 9 })).toMatchObject([
      { version: '3' },
      { version: '4' },
    ]);
    expect(await store.history(ref, { after: '0', limit: 2 })).toMatchObject([
      { version: '3' },
      { version: '4' },
    ]);
  });

  it.each(['0', '1', '3', String(2n ** 63n - 1n), String(2n ** 63n), String(2n ** 64n - 1n)])(
    'C1: refuses every change at version %s of a record that is at 2',
    async (version) => {
      const { store, write } = await open();
      await write(create);
      await write(update('1'));

      expect(await write(update(version))).toBe('refused');
      expect(await write({ kind: 'keep', before: at(version) })).toBe('refused');
      expect(await write({ kind: 'delete', before: at(version), next: after(version) })).toBe('refused');
      expect(await store.read(ref)).toMatchObject({ version: '2', value: { n: 1 }, isDeleted: false });
      expect(await store.history(ref, { after: version, limit: 9 })).toHaveLength(
        Number(version) < 2 ? 2 - Number(version) : 0,
      );
    },
  );

  it('changes nothing that is deleted, and creates over it only when told', async () => {
    const { write } = await open();
    await write(create);
    await write({ kind: 'delete', before: at('1'), next: '2' });

    expect(await write(update('2'))).toBe('refused');
    expect(await write({ kind: 'keep', before: at('2') })).toBe('refused');
    expect(await write({ kind: 'delete', before: at('2'), next: '3' })).toBe('refused');
    expect(await write(create)).toBe('refused');
    expect(await write({ ...create, before: at('1', true), next: '2' })).toBe('refused');
    expect(await write({ ...create, before: at('2', true), next: '3' })).toBe('written 3');
    expect(await write({ ...create, before: at('2', true), next: '3' })).toBe('refused');
  });

  it('keeps an idempotency key with its write, and forgets it with a refused one', async () => {
    const { store, write } = await open();
    const request = { ...owner, hash: 'h' };
    const recall = async (other: Partial<typeof owner> = {}) =>
      (await store.recall({ ...owner, ...other }, { keys: ['a'] })).get('a');
    await write(create);

    expect(await write(update('7'), { request })).toBe('refused');
    expect(await recall()).toBeUndefined();
    expect(await write(update('1'), { request })).toBe('written 2');
    expect(await write(update('2', 5), { request })).toBe('known');
    expect(await recall()).toMatchObject({
      hash: 'h',
      step: 'update',
      made: { version: '2', key: 'a' },
    });
    expect(await recall({ caller: 'ben' })).toBeUndefined();
    expect(await recall({ tenant: 'north' })).toBeUndefined();
    expect(await store.read(ref)).toMatchObject({ version: '2', value: { n: 1 } });
  });

  it('hands out copies', async () => {
    const { store, write } = await open();
    const value = { id: '1', tags: ['a'] };
    await write({ ...create, value });
    value.tags.push('b');

    expect((await store.read(ref))?.value).toEqual({ id: '1', tags: ['a'] });
    expect((await store.read(ref))?.value).not.toBe((await store.read(ref))?.value);
  });
});

async function writeTo(store: Store, step: WriteStep, more: Partial<Write>): Promise<string> {
  const by = { id: 'ann', name: 'Ann' };
  const now = '2026-11-21T00:00:00.000Z';
  const result = await store.write({ ref, step, paths: [], by, at: now, keepsHistory: true, ...more });
  return result.kind === 'written' ? `written ${result.made.version}` : result.kind;
}
