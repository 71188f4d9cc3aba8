import { dropAnswer, externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { saveMerging } from '../../src/client/index.js';
import { mergeMet } from '../../src/react/session/mergeMet.js';
import { openNewsroom } from '../newsroom.js';

describe('saveMerging', () => {
  it('merges what others saved elsewhere, saves, and tells what came from them', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    const outcome = await saveMerging(
      mine,
      { base, mine: { ...base.value, title: 'Mine' } },
      { merge: mergeMet },
    );

    expect(outcome).toMatchObject({ kind: 'saved', record: { value: { title: 'Mine', price: 210 } } });
    expect(outcome).toMatchObject({
      theirs: { change: { by: { name: 'Desk' } } },
      changes: [{ path: ['title'] }, { path: ['price'], kind: 'theirs' }],
    });
    expect((await mine.get('1')).value).toMatchObject({ title: 'Mine', price: 210 });
  });

  it('saves nothing where both changed the same', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs', price: 210 }));
    const outcome = await saveMerging(
      mine,
      { base, mine: { ...base.value, title: 'Mine', tags: [] } },
      { merge: mergeMet },
    );

    expect(outcome).toMatchObject({
      kind: 'conflict',
      conflict: { kind: 'modified', theirs: { value: { title: 'Theirs' } } },
    });
    expect((await mine.get('1')).value).toMatchObject({ title: 'Theirs', tags: ['transport', 'roadworks'] });
  });

  it('finds that others made the very same change, without a new version', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Same' }));

    expect(
      await saveMerging(mine, { base, mine: { ...base.value, title: 'Same' } }, { merge: mergeMet }),
    ).toMatchObject({
      kind: 'saved',
      record: theirs,
    });
  });

  it('gives what a later try needs to ask what became of a save that was not answered', async () => {
    const { articlesOf, fetch } = await openNewsroom();
    const shaky = articlesOf('You', { fetch: dropAnswer(fetch), retries: 0 });
    const base = await shaky.get('1');
    const outcome = await saveMerging(
      shaky,
      { base, mine: { ...base.value, title: 'Sent' } },
      { merge: mergeMet },
    );
    if (outcome.kind !== 'unanswered') throw new Error('The answer was not lost.');

    expect(await shaky.save(outcome.pending)).toMatchObject({
      value: { title: 'Sent' },
      change: { version: '2' },
    });
  });

  it('hands a conflict to a person when others keep saving in between', async () => {
    const { articlesOf, desk, fetch } = await openNewsroom();
    let edits = 0;
    const busy = articlesOf('You', {
      async fetch(request) {
        if (request.method === 'PATCH')
          await externalEdit(desk, '1', (article) => ({ ...article, price: ++edits }));
        return fetch(request);
      },
    });
    const base = await busy.get('1');
    const outcome = await saveMerging(
      busy,
      { base, mine: { ...base.value, title: 'Mine' } },
      { merge: mergeMet },
    );

    expect(outcome.kind).toBe('conflict');
    expect(edits).toBe(5);
  });
});
