import type { VersionToken } from 'noclobber';
import type { DirectChecker, LogEntry, Saved, Removed, Refusal } from 'noclobber/server';
import { assert, describe, expect, it } from 'vitest';
import { eachStore } from './eachStore.js';
import { openServer } from './openServer.js';

const by = { id: 'import', name: 'The nightly import' };
const resource = 'articles';

describe.each(eachStore)('ways round a check ($name)', ({ openStore }) => {
  /** Opens a checker with two articles and a product, all at version 1. */
  async function openRecords() {
    const entries: LogEntry[] = [];
    const { checker, call } = openServer(await openStore(), {
      resources: { articles: { allowsUncounted: true }, products: {} },
      log: (entry) => entries.push(entry),
    });
    const create = (where: string, id: string) =>
      checker.create({ resource: where, value: { id, n: 0 }, by });
    const one = await create('articles', '1');
    await create('articles', '2');
    await create('products', '1');
    assert(one.kind === 'saved');
    return { checker, call, entries, token: one.record.token };
  }

  it('C23: withoutChecks writes over whatever is there, which is noted', async () => {
    const { checker, entries } = await openRecords();

    const saved = await checker.withoutChecks({ resource, id: '1' }, (unchecked) =>
      unchecked.update({ resource, id: '1', patch: { n: 1 }, by }),
    );
    const removed = await checker.withoutChecks({ resource }, (unchecked) =>
      unchecked.remove({ resource, id: '1', by }),
    );
    const back = await checker.withoutChecks({ resource }, (unchecked) =>
      unchecked.restore({ resource, id: '1', by }),
    );

    expect([saved, removed, back].map(tellOf)).toEqual(['saved 2', 'removed 3', 'saved 4']);
    const noted = { event: 'unchecked', resource, id: '1', by: 'import' };
    expect(entries).toEqual(['2', '3', '4'].map((version) => ({ ...noted, version })));
  });

  it('C10, C23: other records, other resources and the checker itself stay checked', async () => {
    const { checker, entries } = await openRecords();
    const patch = { n: 1 };

    const others = await checker.withoutChecks({ resource, id: '1' }, (unchecked) =>
      Promise.all([
        unchecked.update({ resource, id: '2', patch, by }),
        unchecked.update({ resource: 'products', id: '1', patch, by }),
        // What a careless caller may leave out.
        updateWithout(checker, '1'),
      ]),
    );

    expect(others.map(tellOf)).toEqual(Array.from({ length: 3 }, () => 'refused token-required'));
    expect(entries).toEqual([]);
  });

  it('C23: refuses without a token inside the scope what the record does not allow', async () => {
    const { checker } = await openRecords();

    const refused = await checker.withoutChecks({ resource }, (unchecked) =>
      Promise.all([
        unchecked.update({ resource, id: '9', patch: {}, by }),
        unchecked.restore({ resource, id: '1', by }),
        unchecked.update({ resource, id: '1', patch: { a: '\0' }, by }),
      ]),
    );

    expect(refused.map(tellOf)).toEqual(['refused not-found', 'refused not-deleted', 'refused invalid']);
  });

  it('C22, C23: nothing is switched, so two at once, one inside itself and an exception leave all as it was', async () => {
    const { checker } = await openRecords();
    const scope = { resource, id: '1' };
    const stop = new Error('stop');
    const recurse = (inner: Pick<DirectChecker, 'withoutChecks'>, depth: number): Promise<Saved | Refusal> =>
      inner.withoutChecks(scope, (unchecked) =>
        depth === 0
          ? unchecked.update({ resource, id: '1', patch: { depth: true }, by })
          : recurse(unchecked, depth - 1),
      );

    const both = await Promise.all(
      [1, 2].map((n) =>
        checker.withoutChecks(scope, (unchecked) =>
          unchecked.update({ resource, id: '1', patch: { [n]: n }, by }),
        ),
      ),
    );
    const deep = await recurse(checker, 3);
    const thrown = await checker
      .withoutChecks(scope, async () => Promise.reject(stop))
      .catch((error: unknown) => error);
    const thrownAtOnce = () =>
      checker.withoutChecks(scope, () => {
        throw stop;
      });

    expect(both.map(tellOf).toSorted()).toEqual(['saved 2', 'saved 3']);
    expect(deep).toMatchObject({ kind: 'saved', record: { value: { 1: 1, 2: 2, depth: true } } });
    expect(thrown).toBe(stop);
    expect(thrownAtOnce).toThrow(stop);
    expect(tellOf(await updateWithout(checker, '1'))).toBe('refused token-required');
  });

  it('C23: one inside another is a way round for both', async () => {
    const { checker } = await openRecords();

    const done = await checker.withoutChecks({ resource, id: '1' }, (outer) =>
      outer.withoutChecks({ resource: 'products' }, (inner) =>
        Promise.all([
          inner.update({ resource, id: '1', patch: { n: 1 }, by }),
          inner.update({ resource: 'products', id: '1', patch: { n: 1 }, by }),
          inner.update({ resource, id: '2', patch: { n: 1 }, by }),
        ]),
      ),
    );

    expect(done.map(tellOf)).toEqual(['saved 2', 'saved 2', 'refused token-required']);
  });

  it('C23: is for the rows of a batch too', async () => {
    const { checker } = await openRecords();
    // The type asks for tokens; a scope is for one record here.
    const token = '' as VersionToken;

    const done = await checker.withoutChecks({ resource, id: '1' }, (unchecked) =>
      unchecked.batch({
        resource,
        by,
        operations: ['1', '2'].map((id) => ({ op: 'update', id, token, patch: { n: 1 } }) as const),
      }),
    );

    assert(done.kind === 'batch');
    expect(done.results.map(tellOf)).toEqual(['saved 2', 'refused token-required']);
  });

  it('C10, C24: withoutIncrement is checked as ever, but makes no version, inside its scope only', async () => {
    const { checker, token } = await openRecords();

    const done = await checker.withoutIncrement({ resource, id: '1' }, async (uncounted) => [
      await uncounted.update({ resource, id: '1', token, patch: { n: 1 }, by }),
      await updateWithout(uncounted, '1'),
    ]);
    const inBatch = await checker.withoutIncrement({ resource }, (uncounted) =>
      uncounted.batch({ resource, by, operations: [{ op: 'update', id: '1', token, patch: { n: 2 } }] }),
    );
    const after = await checker.update({ resource, id: '1', token, patch: { n: 3 }, by });
    const stale = await checker.withoutIncrement({ resource }, (uncounted) =>
      uncounted.update({ resource, id: '1', token, patch: {}, by }),
    );

    expect(done.map(tellOf)).toEqual(['saved 1', 'refused token-required']);
    expect(inBatch).toMatchObject({
      results: [{ kind: 'saved', record: { value: { n: 2 }, change: { version: '1' } } }],
    });
    expect([after, stale].map(tellOf)).toEqual(['saved 2', 'refused version-conflict']);
  });
});

function tellOf(outcome: Saved | Removed | Refusal): string {
  switch (outcome.kind) {
    case 'saved':
      return `saved ${outcome.record.change.version}`;
    case 'removed':
      return `removed ${outcome.version}`;
    case 'refused':
      return `refused ${outcome.reason}`;
  }
}

/** Saves without a token, which the type does not let anybody do. */
function updateWithout(checker: DirectChecker, id: string): Promise<Saved | Refusal> {
  const input = { resource, id, patch: { n: 9 }, by };
  return checker.update(input as typeof input & { readonly token: VersionToken });
}
